public import Vocabulary

/// Reads pcap and pcapng, packet by packet, from a window that the caller moves over the capture.
///
/// The caller holds a block of the capture's octets and asks for the packet at an offset in it. The answer is
/// a packet and the offset of the next, or how many octets must be there before it can be read. Nothing is
/// copied and, but for the table of interfaces, nothing is stored. Neither the block's size nor where blocks
/// begin changes what is read.
///
/// A capture that cannot be read on is one error, after all packets before the place; afterwards the reader
/// is at its end.
///
/// Source: draft-ietf-opsawg-pcap (pcap), draft-ietf-opsawg-pcapng (pcapng).
public struct CaptureReader: Sendable {
  /// The longest packet that is believed.
  public static let packetLimitOctets = 256 << 10
  /// The longest pcapng block of a packet, section or interface; other blocks are skipped at any length.
  public static let blockLimitOctets = 16 << 20
  /// The most interfaces that a section may describe.
  public static let interfaceLimit = 65_536
  /// The most link types that are listed.
  public static let linkTypeListLimit = 32

  @usableFromInline
  enum State: UInt8, Sendable {
    case start, pcap, pcapng, finished
  }

  /// nil until the first octets were read.
  public internal(set) var format: CaptureFormat?
  /// The link types that the capture declares, in its order, each once, supported or not.
  public internal(set) var linkTypes: [LinkType] = []
  /// Packets that were not given: of an unsupported link type, or of an interface that is not described.
  public internal(set) var skipped: UInt64 = 0
  /// Packets so far, those skipped included.
  @usableFromInline
  var number: UInt32 = 0
  /// The octet of the capture at which the next record or block stands.
  @usableFromInline
  var position = 0
  @usableFromInline
  var state = State.start
  @usableFromInline
  var isBigEndian = false

  // pcap
  @usableFromInline
  var recordHeaderOctets = 16
  /// Where in a record's header the captured length stands; the original length is its neighbour.
  @usableFromInline
  var capturedLengthOffset = 8
  /// Nanoseconds in one unit of a record's fraction of a second.
  @usableFromInline
  var fractionNanoseconds: Int64 = 1_000
  @usableFromInline
  var linkType = LinkType.ethernet

  // pcapng
  var interfaces: [CaptureInterface] = []
  var lastTime = Timestamp(nanoseconds: 0)
  /// Octets of a skipped block that are still to come.
  var pendingSkip = 0
  /// Where the block that is being skipped began.
  var skipStart = 0
  /// What kept packets from being given, to be told at the end.
  var pendingError: CaptureError?

  public init() {}

  /// A stated length as a number that every machine has; no packet is that long.
  @inlinable
  @inline(__always)
  static func length(_ stated: UInt32) -> Int { Int(min(stated, UInt32(Int32.max))) }

  /// The packet that stands at `offset` in `block`, or the first after it.
  ///
  /// - Parameter isLast: nothing follows the block's octets.
  /// - Throws: once, where the capture cannot be read on, or at its end where packets had to be skipped.
  @inlinable
  @inline(__always)
  public mutating func next(
    _ block: Span<UInt8>, from offset: Int, isLast: Bool
  ) throws(CaptureError) -> CaptureStep {
    if state == .pcap {
      let header = recordHeaderOctets
      let available = block.count &- offset
      if offset >= 0 && available >= header {
        // Sixteen octets whose number the compiler sees: each field is one load, without a check of its own.
        let fields = block.extracting(offset..<(offset &+ 16))
        let (third, fourth) = (fields.uint32(at: 8, isBigEndian), fields.uint32(at: 12, isBigEndian))
        let stated = capturedLengthOffset == 8 ? third : fourth
        let captured = Int(truncatingIfNeeded: stated)
        if stated <= UInt32(Self.packetLimitOctets) && available &- header >= captured {
          let seconds = Int64(fields.uint32(at: 0, isBigEndian))
          let fraction = Int64(fields.uint32(at: 4, isBigEndian))
          let start = offset &+ header
          number &+= 1
          position &+= header &+ captured
          let packet = CapturedPacket(
            number: number,
            time: Timestamp(nanoseconds: seconds &* 1_000_000_000 &+ fraction &* fractionNanoseconds),
            start: start, end: start &+ captured,
            originalOctets: Self.length(capturedLengthOffset == 8 ? fourth : third), linkType: linkType)
          return .packet(packet, next: start &+ captured)
        }
      }
    }
    return try nextSlowly(block, from: offset, isLast: isLast)
  }
}

extension CaptureReader {
  @usableFromInline
  mutating func nextSlowly(
    _ block: Span<UInt8>, from offset: Int, isLast: Bool
  ) throws(CaptureError) -> CaptureStep {
    guard offset >= 0 && offset <= block.count else { return .needsMore(from: block.count, octets: 1) }
    switch state {
    case .start:
      return try begin(block, from: offset, isLast: isLast)
    case .pcap:
      let header = recordHeaderOctets
      let available = block.count - offset
      guard available >= header else {
        return try needsMore(header, at: offset, in: block, isLast: isLast)
      }
      let captured = block.uint32(at: offset + capturedLengthOffset, isBigEndian)
      guard captured <= Self.packetLimitOctets else { throw stop(.recordTooLong(octets: captured)) }
      return try needsMore(header + Int(captured), at: offset, in: block, isLast: isLast)
    case .pcapng:
      return try nextBlock(block, from: offset, isLast: isLast)
    case .finished:
      return .end
    }
  }

  /// Tells the format by the first octets and reads pcap's file header.
  private mutating func begin(
    _ block: Span<UInt8>, from offset: Int, isLast: Bool
  ) throws(CaptureError) -> CaptureStep {
    let available = block.count - offset
    if available < 24 && !isLast { return .needsMore(from: offset, octets: 24) }
    guard available > 0 else { throw stop(.empty) }
    guard available >= 4 else { throw stop(.notACapture) }
    let magic = block.uint32(at: offset, true)
    if magic == CaptureBlockType.section.rawValue {
      guard available >= 12 else { throw stop(.cutOff) }
      guard sectionIsBigEndian(block, at: offset) != nil else { throw stop(.notACapture) }
      format = .pcapng
      state = .pcapng
      return try nextBlock(block, from: offset, isLast: isLast)
    }
    switch magic {
    case 0xA1B2_C3D4, 0xD4C3_B2A1: break
    case 0xA1B2_3C4D, 0x4D3C_B2A1: fractionNanoseconds = 1
    // Kuznetzov's variant: eight octets more in each record header.
    case 0xA1B2_CD34, 0x34CD_B2A1: recordHeaderOctets = 24
    default: throw stop(compressed(magic).map { .compressed($0) } ?? .notACapture)
    }
    format = .pcap
    isBigEndian = magic >> 16 == 0xA1B2
    guard available >= 24 else { throw stop(.cutOff) }
    let major = block.uint16(at: offset + 4, isBigEndian)
    let minor = block.uint16(at: offset + 6, isBigEndian)
    guard major == 2 else {
      position += 4
      throw stop(.unsupportedVersion(major: major, minor: minor))
    }
    // Writers before version 2.3 had the two lengths the other way round.
    if minor < 3 { capturedLengthOffset = 12 }
    // The field's upper half tells of a frame check sequence.
    linkType = LinkType(
      rawValue: UInt16(truncatingIfNeeded: block.uint32(at: offset + 20, isBigEndian)))
    linkTypes = [linkType]
    guard linkType.isSupported else {
      position += 20
      throw stop(.unsupportedLinkType(linkType))
    }
    position += 24
    state = .pcap
    return try next(block, from: offset + 24, isLast: isLast)
  }

  /// Asks for `octets` from `offset` on; an error or the end where nothing more comes.
  mutating func needsMore(
    _ octets: Int, at offset: Int, in block: Span<UInt8>, isLast: Bool
  ) throws(CaptureError) -> CaptureStep {
    guard isLast else { return .needsMore(from: offset, octets: octets) }
    guard offset == block.count else { throw stop(.cutOff) }
    state = .finished
    if let pendingError { throw pendingError }
    return .end
  }

  /// The error that ends reading here.
  mutating func stop(_ kind: CaptureError.Kind) -> CaptureError {
    state = .finished
    return CaptureError(kind, at: position)
  }

  /// Source: RFC 1952, 2.3.1 (gzip); RFC 8878, 3.1.1 (zstd); the formats' own pages for the others.
  private func compressed(_ magic: UInt32) -> CaptureError.StaticName? {
    switch magic {
    case 0x28B5_2FFD: .zstd
    case 0xFD37_7A58: .xz
    case 0x0422_4D18: .lz4
    case 0x504B_0304: .zip
    case _ where magic >> 16 == 0x1F8B: .gzip
    case _ where magic >> 8 == 0x42_5A68: .bzip2
    default: nil
    }
  }
}

extension Span<UInt8> {
  /// Two octets of which the caller knows that they are there.
  @inlinable
  @inline(__always)
  func uint16(at offset: Int, _ isBigEndian: Bool) -> UInt16 {
    let value = UInt16(self[offset]) | UInt16(self[offset &+ 1]) &<< 8
    return isBigEndian ? value.byteSwapped : value
  }

  /// Four octets of which the caller knows that they are there.
  @inlinable
  @inline(__always)
  func uint32(at offset: Int, _ isBigEndian: Bool) -> UInt32 {
    let value =
      UInt32(self[offset]) | UInt32(self[offset &+ 1]) &<< 8
      | UInt32(self[offset &+ 2]) &<< 16 | UInt32(self[offset &+ 3]) &<< 24
    return isBigEndian ? value.byteSwapped : value
  }
}
