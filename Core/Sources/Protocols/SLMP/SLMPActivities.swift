import Bytes
import Vocabulary

extension SLMPDissector {
  /// Opens the activities of a command. The table of the protocol's page says the same in words.
  ///
  /// Source: MITSUBISHI SH-080956ENG "SLMP Reference Manual", clauses 5.2 to 5.8; 1E: SH-080008, clause 18.
  mutating func open(
    _ frame: SLMPFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch frame.command {
    case 0x0101, 0x1E15: open(frame, .identify, &dissection)
    case 0x0401: try openRange(frame, .read, &reader, &dissection)
    case 0x1401: try openRange(frame, .write, &reader, &dissection)
    case 0x0403: try openRandom(frame, .read, &reader, &dissection)
    case 0x1402: try openRandom(frame, .write, &reader, &dissection)
    case 0x0406: try openBlocks(frame, .read, &reader, &dissection)
    case 0x1406: try openBlocks(frame, .write, &reader, &dissection)
    case 0x041A, 0x041C, 0x0601, 0x0613, 0x0619, 0x0801, 0x0802: open(frame, .read, &dissection)
    case 0x141A, 0x141B, 0x1601, 0x1613: open(frame, .write, &dissection)
    case 0x1001, 0x1E13: open(frame, .setMode, &dissection, deed: .start)
    case 0x1002, 0x1E14: open(frame, .setMode, &dissection, deed: .stop)
    case 0x1003: open(frame, .setMode, &dissection, deed: .modeChange)
    case 0x1005: open(frame, .setMode, &dissection, deed: .reset)
    case 0x1006: open(frame, .setMode, &dissection, deed: .restart)
    case 0x1617: open(frame, .configure, &dissection, deed: .parameter)
    case 0x1630, 0x1631:
      open(frame, .authenticate, &dissection)
      let length = try reader.slmpNumber(2, isASCII: frame.isASCII)
      let octets = min(Int(clamping: length), reader.remaining)
      if octets > 0 { dissection.secretInClear(.slmp, octets: octets) }
    case 0x1810, 0x1811: open(frame, .browse, &dissection)
    case 0x1828: open(frame, .transfer, &dissection, deed: .fileRead)
    case 0x1820, 0x1829: open(frame, .transfer, &dissection, deed: .fileWrite)
    case 0x1822: open(frame, .transfer, &dissection, deed: .delete)
    case 0x1824...0x1827, 0x182A: open(frame, .transfer, &dissection)
    case 0x1E00...0x1E03: try openRange1E(frame, &reader, &dissection)
    default: open(frame, .browse, &dissection)
    }
  }

  private func open(
    _ frame: SLMPFrame, _ verb: Verb, _ dissection: inout Dissection, deed: Deed = .plain
  ) {
    open(frame, verb, .none, &dissection, deed: deed)
  }

  private func open(
    _ frame: SLMPFrame, _ verb: Verb, _ object: ObjectReference, _ dissection: inout Dissection,
    deed: Deed = .plain, ordinal: Int = 0, memory: Int = 1
  ) {
    dissection.request(
      .slmp, id: Self.id(frame) | UInt64(truncatingIfNeeded: ordinal) << 48, verb, object, deed: deed,
      unit: frame.station == 0xFF ? ActivityObservation.noUnit : Int32(frame.station),
      code: UInt32(frame.command), memory: UInt64(truncatingIfNeeded: memory))
  }

  private func openAll(
    _ frame: SLMPFrame, _ verb: Verb, _ objects: [ObjectReference], _ dissection: inout Dissection
  ) {
    for (ordinal, object) in objects.enumerated() {
      open(
        frame, verb, object, &dissection, ordinal: ordinal, memory: ordinal == 0 ? objects.count : 1)
    }
  }

  /// First device and a number of points.
  private mutating func openRange(
    _ frame: SLMPFrame, _ verb: Verb, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard Self.addressesPlainly(frame) else { return open(frame, verb, &dissection) }
    let (device, number) = try device(frame, &reader)
    let points = try reader.slmpNumber(2, isASCII: frame.isASCII)
    guard let device, points > 0 else { throw DecodeError(.invalid, at: reader.position) }
    open(frame, verb, names.object(device, first: number, count: points, &dissection), &dissection)
  }

  /// Numbers of words and double words, or of bits; then the devices, in a write each with its value.
  private mutating func openRandom(
    _ frame: SLMPFrame, _ verb: Verb, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard Self.addressesPlainly(frame) else { return open(frame, verb, &dissection) }
    let isASCII = frame.isASCII
    let isBits = frame.subcommand & 1 != 0
    let words = try reader.slmpNumber(1, isASCII: isASCII)
    let doubles = isBits ? 0 : try reader.slmpNumber(1, isASCII: isASCII)
    var objects: [ObjectReference] = []
    for index in 0..<(words + doubles) {
      guard !reader.isAtEnd, objects.count < Dissection.objectLimit else { break }
      let (device, number) = try device(frame, &reader)
      if verb == .write {
        let octets = isBits ? (frame.subcommand & 2 != 0 ? 2 : 1) : (index < words ? 2 : 4)
        _ = try reader.slmpNumber(octets, isASCII: isASCII)
      }
      guard let device else { throw DecodeError(.invalid, at: reader.position) }
      objects.append(names.object(device, first: number, count: index < words ? 1 : 2, &dissection))
    }
    if objects.count == Dissection.objectLimit {
      dissection.droppedObjects += Int(words + doubles) - objects.count
    }
    openAll(frame, verb, objects, &dissection)
  }

  /// Numbers of blocks of words and of bits (16 a point); then each block, in a write with its values.
  private mutating func openBlocks(
    _ frame: SLMPFrame, _ verb: Verb, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard Self.addressesPlainly(frame) else { return open(frame, verb, &dissection) }
    let isASCII = frame.isASCII
    let words = try reader.slmpNumber(1, isASCII: isASCII)
    let bits = try reader.slmpNumber(1, isASCII: isASCII)
    var objects: [ObjectReference] = []
    for index in 0..<(words + bits) {
      guard !reader.isAtEnd, objects.count < Dissection.objectLimit else { break }
      let (device, number) = try device(frame, &reader)
      let points = try reader.slmpNumber(2, isASCII: isASCII)
      if verb == .write { try reader.skip(Int(points) * (isASCII ? 4 : 2)) }
      guard let device else { throw DecodeError(.invalid, at: reader.position) }
      objects.append(
        names.object(device, first: number, count: index < words ? points : points &* 16, &dissection))
    }
    openAll(frame, verb, objects, &dissection)
  }

  /// Number, device code, points.
  private mutating func openRange1E(
    _ frame: SLMPFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let number = try reader.uint32LittleEndian()
    let code = try reader.uint16LittleEndian()
    let points = UInt32(try reader.uint8())
    guard let device = SLMPDevice(code1E: code) else { throw DecodeError(.invalid, at: 4) }
    // 0 points are 256.
    let object = names.object(device, first: number, count: points == 0 ? 256 : points, &dissection)
    open(frame, frame.command & 0xFF < 2 ? .read : .write, object, &dissection)
  }
}

/// What a controller says of itself.
enum SLMPIdentity {
  /// Read Type Name: 16 characters, then a code.
  ///
  /// Source: SH-080956ENG, clause 5.4, "Read Type Name".
  static func tell(_ frame: SLMPFrame, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    guard data.count >= 16 else { return }
    dissection.tell(.model, data.extracting(0..<16), source: "slmp type name")
  }
}
