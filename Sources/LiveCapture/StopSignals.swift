import CPcap
import Glibc

/// The wish of a user to end: Ctrl-C, or the signal that a service manager sends.
///
/// While this is armed the signals wait and only wake who polls the descriptor: no handler runs, so none can
/// meet the program in a bad moment. When one came, ``disarm()`` hands the signals back to the system, and
/// the next ends the program at once.
public final class StopSignals {
  /// Becomes readable when a signal waits; -1 where the system gave none.
  let descriptor: Int32
  private var before = sigset_t()
  private var isArmed = false

  public init() {
    var signals = sigset_t()
    // SAFETY: all three write into the set, which is ours.
    _ = unsafe (sigemptyset(&signals), sigaddset(&signals, SIGINT), sigaddset(&signals, SIGTERM))
    // SAFETY: reads one set and writes the other; both outlive the call.
    isArmed = unsafe pthread_sigmask(SIG_BLOCK, &signals, &before) == 0
    // SAFETY: the set is read during the call only.
    descriptor = unsafe signalfd(-1, &signals, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
  }

  deinit {
    disarm()
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether a signal waits; it is taken.
  func take() -> Bool {
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    // SAFETY: read writes at most the size of the variable, which outlives the call.
    return unsafe read(descriptor, &information, size) == size
  }

  /// Lets the system treat the signals as before.
  func disarm() {
    guard isArmed else { return }
    isArmed = false
    // SAFETY: the set is the one that was in force before, and is read during the call only.
    _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
