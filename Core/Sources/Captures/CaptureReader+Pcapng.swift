import Vocabulary

/// The types of pcapng blocks that are read; all others are skipped.
///
/// Source: draft-ietf-opsawg-pcapng, "Block Types".
enum CaptureBlockType: UInt32 {
  case section = 0x0A0D_0D0A
  case interface = 1
  /// Obsolete since 2004, still written by old devices.
  case packet = 2
  case simplePacket = 3
  case enhancedPacket = 6

  /// The shortest block of its type, its header of 8 and its trailing length of 4 included.
  var leastOctets: UInt32 {
    switch self {
    case .section: 28
    case .interface: 20
    case .packet, .enhancedPacket: 32
    case .simplePacket: 16
    }
  }
}

extension CaptureReader {
  /// The next packet of a pcapng capture, past all that is none.
  ///
  ///     0        4        8                        length - 4
  ///     | type   | length | body ...      padding | length |
  mutating func nextBlock(
    _ block: Span<UInt8>, from offset: Int, isLast: Bool
  ) throws(CaptureError) -> CaptureStep {
    var at = offset
    while true {
      if pendingSkip > 0 {
        let step = min(pendingSkip, block.count - at)
        pendingSkip -= step
        position += step
        at += step
        if pendingSkip > 0 {
          guard isLast else { return .needsMore(from: at, octets: 1) }
          position = skipStart
          throw stop(.cutOff)
        }
      }
      guard block.count - at >= 12 else { return try needsMore(12, at: at, in: block, isLast: isLast) }
      let isSection = block.uint32(at: at, true) == CaptureBlockType.section.rawValue
      if isSection {
        // A section's header has the byte order of its own section.
        guard let order = sectionIsBigEndian(block, at: at) else { throw stop(.notACapture) }
        isBigEndian = order
      }
      let length = block.uint32(at: at + 4, isBigEndian)
      guard length >= 12 else { throw stop(.blockTooShort(octets: length)) }
      // Some writers leave the padding out of the length. Where a number has 32 bits, no capture is so long.
      let padded = Int(clamping: (UInt64(length) + 3) & ~3)
      guard let type = CaptureBlockType(rawValue: block.uint32(at: at, isBigEndian)) else {
        skipStart = position
        pendingSkip = padded
        continue
      }
      guard length >= type.leastOctets else { throw stop(.blockTooShort(octets: length)) }
      guard length <= UInt32(Self.blockLimitOctets) else { throw stop(.blockTooLong(octets: length)) }
      guard block.count - at >= padded else {
        return try needsMore(padded, at: at, in: block, isLast: isLast)
      }
      guard block.uint32(at: at + padded - 4, isBigEndian) == length else {
        throw stop(.blockLengthsDiffer)
      }
      let body = (at + 8)..<(at + padded - 4)
      let packet: CapturedPacket?
      switch type {
      case .section:
        try beginSection(block.extracting(body))
        packet = nil
      case .interface:
        try addInterface(block.extracting(body))
        packet = nil
      case .packet, .enhancedPacket:
        packet = try enhancedPacket(block, body, isObsolete: type == .packet)
      case .simplePacket:
        packet = try simplePacket(block, body)
      }
      position += padded
      at += padded
      if let packet { return .packet(packet, next: at) }
    }
  }

  /// The byte order of the section whose header stands at `at`, nil where there is none.
  func sectionIsBigEndian(_ block: Span<UInt8>, at: Int) -> Bool? {
    switch block.uint32(at: at + 8, true) {
    case 0x1A2B_3C4D: true
    case 0x4D3C_2B1A: false
    default: nil
    }
  }

  /// A section's header forgets the interfaces of the section before it.
  private mutating func beginSection(_ body: Span<UInt8>) throws(CaptureError) {
    let major = body.uint16(at: 4, isBigEndian)
    guard major == 1 else {
      throw stop(.unsupportedVersion(major: major, minor: body.uint16(at: 6, isBigEndian)))
    }
    interfaces.removeAll(keepingCapacity: true)
  }

  private mutating func addInterface(_ body: Span<UInt8>) throws(CaptureError) {
    guard interfaces.count < Self.interfaceLimit else { throw stop(.tooManyInterfaces) }
    let interface = CaptureInterface(body, isBigEndian: isBigEndian, offset: position + 8)
    interfaces.append(interface)
    if linkTypes.count < Self.linkTypeListLimit && !linkTypes.contains(interface.linkType) {
      linkTypes.append(interface.linkType)
    }
  }

  /// An enhanced packet, or an obsolete one, which differs only in the width of the interface's number.
  ///
  ///     0           4           8          12         16         20
  ///     | interface | time high | time low | captured | original | octets ...
  private mutating func enhancedPacket(
    _ block: Span<UInt8>, _ body: Range<Int>, isObsolete: Bool
  ) throws(CaptureError) -> CapturedPacket? {
    let at = body.lowerBound
    let interface =
      isObsolete ? UInt32(block.uint16(at: at, isBigEndian)) : block.uint32(at: at, isBigEndian)
    let stated = block.uint32(at: at + 12, isBigEndian)
    guard stated <= UInt32(Self.packetLimitOctets) else { throw stop(.recordTooLong(octets: stated)) }
    let captured = Int(stated)
    guard captured <= body.count - 20 else {
      throw stop(.blockTooShort(octets: UInt32(clamping: body.count + 12)))
    }
    number &+= 1
    guard let known = usable(interface) else { return nil }
    lastTime = known.time(
      high: block.uint32(at: at + 4, isBigEndian), low: block.uint32(at: at + 8, isBigEndian))
    return CapturedPacket(
      number: number, time: lastTime, start: at + 20, end: at + 20 + captured,
      originalOctets: Self.length(block.uint32(at: at + 16, isBigEndian)), linkType: known.linkType)
  }

  /// A simple packet: of the section's first interface, and without a time of its own. It gets the time of
  /// the packet before it, or 1970-01-01 where there is none.
  private mutating func simplePacket(
    _ block: Span<UInt8>, _ body: Range<Int>
  ) throws(CaptureError) -> CapturedPacket? {
    let at = body.lowerBound
    let original = Self.length(block.uint32(at: at, isBigEndian))
    number &+= 1
    guard let known = usable(0) else { return nil }
    // Padding may stand behind the octets, so the shortest of the three lengths holds.
    let snap = known.snapOctets > 0 ? known.snapOctets : original
    let captured = min(original, snap, body.count - 4)
    guard captured <= Self.packetLimitOctets else {
      throw stop(.recordTooLong(octets: UInt32(clamping: captured)))
    }
    return CapturedPacket(
      number: number, time: lastTime, start: at + 4, end: at + 4 + captured, originalOctets: original,
      linkType: known.linkType)
  }

  /// The interface of that number where its packets can be given; otherwise one more packet is skipped.
  private mutating func usable(_ interface: UInt32) -> CaptureInterface? {
    guard interface < interfaces.count else {
      skip(.unknownInterface(interface), at: position)
      return nil
    }
    let known = interfaces[Int(interface)]
    guard known.linkType.isSupported else {
      skip(.unsupportedLinkType(known.linkType), at: known.offset)
      return nil
    }
    return known
  }

  private mutating func skip(_ kind: CaptureError.Kind, at offset: Int) {
    skipped += 1
    if pendingError == nil { pendingError = CaptureError(kind, at: offset) }
  }
}
