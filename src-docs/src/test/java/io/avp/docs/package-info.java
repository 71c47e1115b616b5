/** The rules of the house and the promises of the documents, as tests. */
package io.avp.docs;
