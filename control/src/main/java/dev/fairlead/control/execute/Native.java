package dev.fairlead.control.execute;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The system calls that Java has no words for; no process is started to signal another. */
final class Native {
  /** No such process or group. */
  static final int ESRCH = 3;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle KILL =
      handle("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle PIPE = handle("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private Native() {}

  /** kill(2): signals a process, or a group by its negative number; 0 or the error's number. */
  static int kill(int pid, int signal) {
    if (pid == 0 || pid == -1 || pid == 1) {
      throw new IllegalArgumentException("would signal much more than one group: " + pid);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) KILL.invokeExact(state, pid, signal);
      return result == 0 ? 0 : (int) ERRNO.get(state, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException("kill cannot be called", e);
    }
  }

  /** pipe(2): two descriptors, the end to read from first. */
  static int[] pipe() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      int result = (int) PIPE.invokeExact(state, ends);
      if (result != 0) {
        throw new IOException("no pipe to be had, error " + (int) ERRNO.get(state, 0L));
      }
      return ends.toArray(JAVA_INT);
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("pipe cannot be called", e);
    }
  }

  /** close(2) of a descriptor that only we know. */
  static void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close cannot be called", e);
    }
  }

  @SuppressWarnings("restricted") // The launcher enables native access.
  private static MethodHandle handle(String name, FunctionDescriptor type) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }
}
