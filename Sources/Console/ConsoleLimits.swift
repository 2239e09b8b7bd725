/// How much a listener takes from whoever can reach it, most of whom nobody knows yet. Each limit is told on
/// Documentation/listener.md, with what happens at it.
public enum ConsoleLimits {
  /// A request's body. The longest that means something is a certificate request in JSON.
  public static let bodyOctets = 64 << 10
  /// All header fields of a request together, with its target.
  public static let headerOctets = 16 << 10
  public static let headerFieldOctets = 8 << 10
  public static let headerFields = 64
  /// Connections at once; whoever comes then waits in the system's queue.
  public static let connections = 256
  /// Connections at once from one address, so that one machine can't take them all.
  public static let connectionsOfOneAddress = 32
  /// A connection on which no request begins or goes on is closed, its handshake included.
  public static let idleSeconds = 15
  /// A request must be whole so long after its head.
  public static let readingSeconds = 15
  /// An answer must be made and taken so long after its request.
  public static let answeringSeconds = 30
  /// Of answers that a client does not take, what the system keeps for it.
  public static let sendingOctets = 64 << 10
  /// Requests that may need scrypt, running and waiting together: each takes 128 MiB while it runs.
  public static let passwordTurns = 16
  /// Of them, those of one address.
  public static let passwordTurnsOfOneAddress = 4
  /// When whoever found all turns taken shall come again.
  public static let retrySeconds = 3
  /// Threads on which requests wait for the disk.
  public static let threads = 8
}
