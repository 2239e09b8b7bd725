public import Vocabulary

/// One event of a file of Windows' event log.
public struct EVTXRecord: Hashable, Sendable {
  public var number: UInt64
  /// When it was written to the log.
  public var written: Timestamp
  /// Octets from the chunk's beginning.
  public var offset: Int
  public var event: XMLElement

  /// The event as it is printed: each element on a line of its own.
  public var text: String { event.indented }
}

/// A chunk of 64 KiB, which stands for itself: names and templates lie in it.
///
/// Source: libevtx, "Windows XML Event Log (EVTX)", sections 3 and 4.
public struct EVTXChunk: Sendable {
  public static let octetCount = 65_536
  static let headOctets = 512
  private static let recordHeadOctets = 24

  let octets: [UInt8]
  private let frame: LittleEndianOctets
  private let end: Int
  private var at = headOctets
  /// The checksums of its head and of its records fit. Records are read where they don't, too.
  public let isHeadWhole: Bool
  public let areRecordsWhole: Bool

  /// - Parameter octets: a chunk, or what is left of it in a file that was cut
  public init(_ octets: [UInt8]) throws(LogError) {
    frame = LittleEndianOctets(octets[...])
    guard octets.starts(with: "ElfChnk\0".utf8) else { throw LogError(.malformed, at: 0) }
    guard octets.count > Self.headOctets else { throw LogError(.truncated, at: octets.count) }
    guard octets.count <= Self.octetCount else { throw LogError(.tooLarge, at: Self.octetCount) }
    self.octets = octets
    let free = Int(frame.uint32(48) ?? 0)
    // A head that was never brought up to date: records are read as far as they have their signature.
    end = (Self.headOctets...octets.count).contains(free) && free > Self.headOctets ? free : octets.count
    let head = CRC32.of(octets[128..<Self.headOctets], after: CRC32.of(octets[..<120]))
    isHeadWhole = frame.uint32(124) == head
    areRecordsWhole =
      free >= Self.headOctets && free <= octets.count
      && frame.uint32(52) == CRC32.of(octets[Self.headOctets..<free])
  }

  /// Whether octets at a chunk's place are those of one; what was never used is not.
  public static func begins(_ octets: ArraySlice<UInt8>) -> Bool { octets.starts(with: "ElfChnk\0".utf8) }

  /// The next record, or why it is none; nil behind the last. Behind a record that is whole but can't be
  /// understood the next one follows; behind a torn one the next that has its signature.
  public mutating func next(_ negatives: EVTXNegatives = .exact) -> Result<EVTXRecord, LogError>? {
    guard at < end else { return nil }
    let start = at
    guard frame.uint32(start) == 0x2A2A else {
      seek(from: start + 4)
      // What was never written ends the chunk in silence.
      let isRest = at >= end && octets[start..<end].allSatisfy { $0 == 0 }
      return isRest ? nil : .failure(LogError(.malformed, at: start))
    }
    let size = Int(frame.uint32(start + 4) ?? 0)
    guard size >= Self.recordHeadOctets + 4, size <= octets.count - start,
      frame.uint32(start + size - 4) == UInt32(truncatingIfNeeded: size),
      let number = frame.uint64(start + 8), let written = frame.uint64(start + 16)
    else {
      seek(from: start + 4)
      return .failure(LogError(size > octets.count - start ? .truncated : .malformed, at: start))
    }
    at = start + size
    var reader = BinaryXMLReader(chunk: frame, negatives: negatives)
    do {
      let event = try reader.read(from: start + Self.recordHeadOctets, to: start + size - 4)
      return .success(
        EVTXRecord(number: number, written: Timestamp(fileTime: written), offset: start, event: event))
    } catch {
      return .failure(error)
    }
  }

  private mutating func seek(from start: Int) {
    at = start
    while at < end, frame.uint32(at) != 0x2A2A { at += 4 }
  }
}

extension Timestamp {
  /// Steps of 100 ns since 1601-01-01; what is out of range is clamped.
  init(fileTime: UInt64) {
    let seconds = Int64(fileTime / 10_000_000) - 11_644_473_600
    self.init(seconds: seconds, nanoseconds: Int64(fileTime % 10_000_000) * 100)
  }
}
