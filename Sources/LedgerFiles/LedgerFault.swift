import Ledger

/// One thing that is wrong with a ledger's files, and where.
public enum LedgerFault: Hashable, Sendable {
  /// A file that the tree needs is not there or cannot be read.
  case unreadable(path: String, reason: String)
  /// A file's octets are not of the form that its place asks for.
  case malformed(path: String, reason: String)
  /// The entry is not what was recorded at its place; the hash of what was recorded is whole.
  case entryChanged(index: UInt64, path: String, reason: String)
  /// The entry is another one's: they changed places, or one was copied.
  case entryMoved(index: UInt64, path: String, from: UInt64)
  /// A hash in a tile is not that of what lies below it, which is whole.
  case hashChanged(path: String, place: Int)
  /// Entries and their hashes agree with each other, and not with the hash above: both were replaced.
  case entriesReplaced(range: Range<UInt64>, path: String)
  /// All files agree with each other, and not with what was signed.
  case rootDiffers(size: UInt64)
  /// The checkpoint is not signed by the log's key, or is none.
  case checkpoint(reason: String)
  /// A witness has seen more entries than there are.
  case tailDropped(size: UInt64, witnessed: UInt64)
  /// The tree is not a continuation of what a witness has seen.
  case historyRewritten(witnessed: UInt64)
  /// A witness's note is not to be believed.
  case witness(reason: String)
  /// A partial file of an earlier size is not the beginning of today's.
  case remnantChanged(path: String)
  /// Others than the owner may read or write it.
  case openToOthers(path: String, mode: UInt32)
  /// A file that no ledger has.
  case stranger(path: String)
}

extension LedgerFault {
  /// The file that is wrong, below the ledger's folder; nil where it is not one file.
  public var path: String? {
    switch self {
    case .unreadable(let path, _), .malformed(let path, _), .entryChanged(_, let path, _),
      .entryMoved(_, let path, _), .hashChanged(let path, _), .entriesReplaced(_, let path),
      .remnantChanged(let path), .openToOthers(let path, _), .stranger(let path):
      path
    case .checkpoint: "checkpoint"
    case .rootDiffers, .tailDropped, .historyRewritten, .witness: nil
    }
  }
}

extension LedgerFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason), .malformed(let path, let reason): "\(path): \(reason)"
    case .entryChanged(let index, let path, let reason):
      "\(path): entry \(index) is not the one that was recorded: \(reason)"
    case .entryMoved(let index, let path, let from):
      "\(path): entry \(index) is the one that was recorded as entry \(from)"
    case .hashChanged(let path, let place):
      "\(path): hash \(place) is not that of what it stands for; the entries below it are whole"
    case .entriesReplaced(let range, let path):
      "\(path): entries \(range.lowerBound) to \(range.upperBound - 1) are not those that were recorded: "
        + "they were replaced together with their hashes"
    case .rootDiffers(let size):
      "the \(size) entries are not those that were signed: they were replaced together with every hash"
    case .checkpoint(let reason): "checkpoint: \(reason)"
    case .tailDropped(let size, let witnessed):
      "the last \(witnessed - size) entries were dropped: a witness has seen \(witnessed), here are \(size)"
    case .historyRewritten(let witnessed):
      "the first \(witnessed) entries are not those that a witness has seen"
    case .witness(let reason): "the witness's checkpoint: \(reason)"
    case .remnantChanged(let path):
      "\(path): a file of an earlier size that is not the beginning of today's"
    case .openToOthers(let path, let mode):
      "\(path): others than its owner may use it, its mode is \(String(mode, radix: 8))"
    case .stranger(let path): "\(path): no file of a ledger"
    }
  }
}
