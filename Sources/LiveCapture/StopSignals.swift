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
  private var signals = sigset_t()
  private var isArmed = false

  public init() {
    // SAFETY: all three write into the set, which is this object's.
    _ = unsafe (sigemptyset(&signals), sigaddset(&signals, SIGINT), sigaddset(&signals, SIGTERM))
    // SAFETY: the set is read during the call only.
    isArmed = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil) == 0
    // SAFETY: the set is read during the call only.
    descriptor = unsafe signalfd(-1, &signals, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
    // Held back and never fetched, they could not end anything.
    if descriptor < 0 { disarm() }
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

  /// Lets the system end the program at the next signal.
  func disarm() {
    guard isArmed else { return }
    isArmed = false
    _ = (signal(SIGINT, SIG_DFL), signal(SIGTERM, SIG_DFL))
    // SAFETY: the set is read during the call only.
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
