package io.avp.ops.bench.relay;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What another JVM does besides: bytes that all its threads have allocated, the time of its
 * compilers. It is asked through the management agent that every JVM can start at run time, so that
 * its flags stay as they are; a question itself allocates there, too, some 100 KiB.
 */
final class JvmWatch implements AutoCloseable {
  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final CompilationMXBean compilers;
  private Map<Long, Long> last = new HashMap<>();
  private long sum;

  private JvmWatch(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.threads =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.THREAD_MXBEAN_NAME,
            ThreadMXBean.class);
    this.compilers =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.COMPILATION_MXBEAN_NAME,
            CompilationMXBean.class);
  }

  /** Attaches to a JVM of the same user on this machine. */
  @SuppressWarnings("BanJNDI") // the address is what a child process of ours has just told
  static JvmWatch of(long pid) throws IOException {
    String address;
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        address = machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot attach to process " + pid, e);
    }
    return new JvmWatch(JMXConnectorFactory.connect(new JMXServiceURL(address)));
  }

  /** What threads have allocated in their lives, of those that lived when this was called. */
  long allocated() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> now = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      // -1 if the thread has just ended.
      if (bytes[i] >= 0) {
        now.put(ids[i], bytes[i]);
        sum += bytes[i] - last.getOrDefault(ids[i], 0L);
      }
    }
    last = now;
    return sum;
  }

  /** Nanoseconds that its compilers have worked, all their threads together. */
  long compiling() {
    return TimeUnit.MILLISECONDS.toNanos(compilers.getTotalCompilationTime());
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
