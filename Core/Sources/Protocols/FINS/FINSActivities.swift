import Bytes
import Vocabulary

extension FINSDissector {
  /// Opens the activities of a command. The table of the protocol's page says the same in words.
  ///
  /// Source: OMRON W342, clause 5-3; W227, clauses 3-2 to 3-57 for commands of CV controllers.
  mutating func beginCommand(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch frame.command.rawValue {
    case 0x0101, 0x230A: open(frame, .read, try range(&reader, &dissection), &dissection)
    case 0x0102, 0x0103: open(frame, .write, try range(&reader, &dissection), &dissection)
    case 0x0104: try openSeveral(frame, &reader, &dissection)
    case 0x0105: try openTransfer(frame, &reader, &dissection)
    case 0x0201: open(frame, .read, try parameterArea(&reader, &dissection), &dissection)
    case 0x0202, 0x0203:
      open(frame, .configure, try parameterArea(&reader, &dissection), &dissection, deed: .parameter)
    case 0x0221: open(frame, .configure, &dissection, deed: .route)
    case 0x0304, 0x0305: try openProtection(frame, &reader, &dissection)
    case 0x0306: open(frame, .transfer, try program(&reader, &dissection), &dissection, deed: .upload)
    case 0x0307: open(frame, .program, try program(&reader, &dissection), &dissection, deed: .download)
    case 0x0308: open(frame, .program, try program(&reader, &dissection), &dissection, deed: .delete)
    case 0x0401: open(frame, .setMode, &dissection, deed: .start)
    case 0x0402: open(frame, .setMode, &dissection, deed: .stop)
    case 0x0403: open(frame, .setMode, &dissection, deed: .reset)
    case 0x0501, 0x0502, 0x2603: open(frame, .identify, &dissection)
    case 0x0220, 0x0601...0x0603, 0x0620, 0x0701, 0x0801...0x0803, 0x0920, 0x2102, 0x2209:
      open(frame, .read, &dissection)
    case 0x0702: open(frame, .configure, &dissection, deed: .clock)
    case 0x0C01...0x0C03: open(frame, .program, &dissection, deed: .lock)
    case 0x2101, 0x2103: open(frame, .configure, &dissection, deed: .parameter)
    case 0x2601, 0x2602: open(frame, .configure, &dissection, deed: .rename)
    case 0x2201...0x2211: try openFiles(frame, &reader, &dissection)
    case 0x2301: try openForce(frame, &reader, &dissection)
    // Forces end: the program decides again, which moves outputs just as well.
    case 0x2302: open(frame, .operate, &dissection, deed: .force)
    default: open(frame, .browse, &dissection)
    }
  }

  private func open(
    _ frame: FINSFrame, _ verb: Verb, _ dissection: inout Dissection, deed: Deed = .plain
  ) {
    open(frame, verb, .none, &dissection, deed: deed)
  }

  private func open(
    _ frame: FINSFrame, _ verb: Verb, _ object: ObjectReference, _ dissection: inout Dissection,
    deed: Deed = .plain, ordinal: UInt64 = 0, memory: UInt64 = 1
  ) {
    let unit = Int32(frame.destinationNode)
    let code = UInt32(frame.command.rawValue)
    if frame.wantsResponse {
      dissection.request(
        .omron, id: frame.id | ordinal << 32, verb, object, deed: deed, unit: unit, code: code, memory: memory
      )
    } else {
      dissection.senderIsClient = true
      dissection.activity(.omron, verb, object, deed: deed, unit: unit, code: code)
    }
  }

  /// Area code, word, bit, number of items.
  private mutating func range(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    let area = try reader.uint8()
    let word = try reader.uint16()
    let bit = try reader.uint8()
    return areas.object(area, word: word, bit: bit, items: try reader.uint16(), &dissection)
  }

  /// Area code, word and bit, for one item.
  private mutating func item(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    let area = try reader.uint8()
    let word = try reader.uint16()
    return areas.object(area, word: word, bit: try reader.uint8(), items: 1, &dissection)
  }

  private mutating func openSeveral(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let count = reader.remaining / 4
    let shown = min(count, Dissection.objectLimit)
    guard shown > 0 else { throw DecodeError(.truncated, at: reader.position) }
    if count > shown { dissection.droppedObjects += count - shown }
    for ordinal in 0..<shown {
      let object = try item(&reader, &dissection)
      open(
        frame, .read, object, &dissection, ordinal: UInt64(ordinal), memory: ordinal == 0 ? UInt64(shown) : 1)
    }
  }

  /// One area is copied into another: the second is written.
  private mutating func openTransfer(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let (fromArea, fromWord, fromBit) = (try reader.uint8(), try reader.uint16(), try reader.uint8())
    let (toArea, toWord, toBit) = (try reader.uint8(), try reader.uint16(), try reader.uint8())
    let items = try reader.uint16()
    let source = areas.object(fromArea, word: fromWord, bit: fromBit, items: items, &dissection)
    let target = areas.object(toArea, word: toWord, bit: toBit, items: items, &dissection)
    open(frame, .read, source, &dissection, memory: 2)
    open(frame, .write, target, &dissection, ordinal: 1)
  }

  /// Number of bits; for each what to do, area code, word, bit.
  private mutating func openForce(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let stated = Int(try reader.uint16())
    let count = min(stated, reader.remaining / 6, Dissection.objectLimit)
    guard count > 0 else { throw DecodeError(.invalid, at: reader.position) }
    if stated > count { dissection.droppedObjects += stated - count }
    for ordinal in 0..<count {
      try reader.skip(2)
      let object = try item(&reader, &dissection)
      open(
        frame, .operate, object, &dissection, deed: .force, ordinal: UInt64(ordinal),
        memory: ordinal == 0 ? UInt64(count) : 1)
    }
  }

  private func parameterArea(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    let area = UInt32(try reader.uint16())
    let name = dissection.names.intern("parameter-area")
    return ObjectReference(.hexadecimalDevice, name: name, from: area, to: area)
  }

  /// The program's number, 0xFFFF where a controller has one only.
  private func program(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    let number = UInt32(try reader.uint16())
    let name = dissection.names.intern("program")
    return ObjectReference(.hexadecimalDevice, name: name, from: number, to: number)
  }

  /// The program is protected or opened by a password of four octets that stands behind the range.
  private func openProtection(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let object = try program(&reader, &dissection)
    open(frame, .configure, object, &dissection, deed: .password)
    // Protect code, first and last word.
    try reader.skip(9)
    if reader.remaining >= 4 { dissection.secretInClear(.omron, octets: 4) }
  }

  private func openFiles(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch frame.command.rawValue {
    case 0x2201, 0x220F: open(frame, .browse, &dissection)
    case 0x2202:
      try reader.skip(2)
      open(frame, .transfer, try file(&reader, &dissection), &dissection, deed: .fileRead)
    case 0x2203:
      try reader.skip(4)
      open(frame, .transfer, try file(&reader, &dissection), &dissection, deed: .fileWrite)
    case 0x2204: open(frame, .transfer, &dissection, deed: .delete)
    case 0x2205:
      try reader.skip(4)
      open(frame, .transfer, try file(&reader, &dissection), &dissection, deed: .delete)
    case 0x2206: open(frame, .configure, &dissection, deed: .parameter)
    case 0x2207:
      try reader.skip(2)
      open(frame, .transfer, try file(&reader, &dissection), &dissection)
    case 0x2208:
      try reader.skip(14)
      open(frame, .transfer, try file(&reader, &dissection), &dissection)
    case 0x220C:
      // 0: the program goes into a file; 1: the file becomes the program.
      let becomesProgram = try reader.uint16() & 0xFF == 1
      open(
        frame, becomesProgram ? .program : .transfer, &dissection, deed: becomesProgram ? .download : .upload)
    case 0x2210: open(frame, .transfer, &dissection, deed: .fileRead)
    case 0x2211: open(frame, .transfer, &dissection, deed: .fileWrite)
    default: open(frame, .transfer, &dissection)
    }
  }

  /// A name of eight and three characters with a point between, padded with spaces.
  private func file(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    let text = try reader.span(12)
    return dissection.clientObject(.file, text.extracting(trimmed(0..<text.count, of: text)))
  }
}
