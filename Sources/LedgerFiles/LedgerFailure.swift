import Glibc
public import Ledger

/// Why the ledger's files could not be read or written.
public enum LedgerFailure: Error, Hashable, Sendable {
  /// A system call failed.
  case system(call: String, path: String, code: Int32)
  /// The octets of a file are no ledger's.
  case malformed(path: String, LedgerError)
  /// Another process has the ledger open for writing.
  case locked(path: String)
  /// There is a ledger already, or files that look like one.
  case exists(path: String)
  /// The checkpoint is another log's.
  case otherOrigin(path: String, found: String)
  /// What lies at the tree's right edge is not what the checkpoint signed.
  case damaged(path: String, reason: String)
  /// An earlier call failed: nothing is acknowledged until the ledger is opened again.
  case stopped
  /// More entries wait than may.
  case tooManyWaiting(limit: Int)
  /// The entries that wait are larger than they may be.
  case tooMuchWaiting(limitOctets: Int)
  /// More is spooled than may be.
  case spoolFull(limit: Int)
  /// An entry could not be sealed.
  case notSealed
  /// An entry's own proof did not lead to the root: the files do not hold what was written.
  case unproved(index: UInt64)
}

extension LedgerFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let call, let path, let code): "\(path): \(call): \(Self.reason(code))"
    case .malformed(let path, let error): "\(path): \(error)"
    case .locked(let path): "\(path): another process writes this ledger"
    case .exists(let path): "\(path): there is a ledger already"
    case .otherOrigin(let path, let found): "\(path): this is the checkpoint of another log, \(found)"
    case .damaged(let path, let reason): "\(path): \(reason); 'bulkhead ledger fsck' says more"
    case .stopped: "the ledger was stopped by an earlier failure and must be opened again"
    case .tooManyWaiting(let limit): "more than \(limit) entries wait to be written"
    case .tooMuchWaiting(let limit): "more than \(limit) octets wait to be written"
    case .spoolFull(let limit): "more than \(limit) entries are spooled"
    case .notSealed: "an entry could not be sealed"
    case .unproved(let index): "entry \(index) could not be proved from the files that were written"
    }
  }

  private static func reason(_ code: Int32) -> String {
    // SAFETY: strerror gives a null-terminated text or nil; it is copied before anything else can change it.
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}
