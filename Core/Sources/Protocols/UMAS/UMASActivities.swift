import Bytes
import Vocabulary

/// A request of UMAS that is about to open activities. The table of the protocol's page says the same in
/// words.
struct UMASRequest {
  var frame: ModbusFrame
  var function: UMASFunction

  func open(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    switch function.rawValue {
    case 0x01: open(.connect, .none, &dissection)
    case 0x02: open(.identify, .none, &dissection)
    case 0x03, 0x04, 0x06, 0x07, 0x0A, 0x24, 0x28, 0x2A, 0x39, 0x50, 0x58, 0x70, 0x73:
      open(.read, .none, &dissection)
    case 0x10: open(.program, try owner(&reader, &dissection), &dissection, deed: .lock)
    case 0x11, 0x6E: open(.program, .none, &dissection, deed: .lock)
    // Keeps a reservation alive and touches nothing.
    case 0x12: break
    case 0x20: open(.read, try memory(&reader), &dissection)
    case 0x21: open(.write, try memory(&reader), &dissection)
    case 0x22: try openVariables(.read, &reader, &dissection)
    case 0x23: try openVariables(.write, &reader, &dissection)
    case 0x25, 0x29, 0x71: open(.write, .none, &dissection)
    case 0x26, 0x27, 0x37: open(.browse, .none, &dissection)
    case 0x30, 0x32: open(.program, .none, &dissection, deed: .download)
    case 0x31: open(.program, try block(&reader, &dissection), &dissection, deed: .download)
    case 0x33, 0x35: open(.transfer, .none, &dissection, deed: .upload)
    case 0x34: open(.transfer, try block(&reader, &dissection), &dissection, deed: .upload)
    case 0x36: open(.transfer, .none, &dissection)
    case 0x40: open(.setMode, .none, &dissection, deed: .start)
    case 0x41: open(.setMode, .none, &dissection, deed: .stop)
    // A breakpoint halts the program where it is reached.
    case 0x60: open(.setMode, .none, &dissection, deed: .modeChange)
    case 0x6D: open(.authenticate, .none, &dissection)
    default: open(.browse, .none, &dissection)
    }
  }

  private func open(
    _ verb: Verb, _ object: ObjectReference, _ dissection: inout Dissection, deed: Deed = .plain,
    ordinal: UInt64 = 0, memory: UInt64 = 1
  ) {
    dissection.request(
      .umas, id: UMASDissector.id(frame) | ordinal << 48, verb, object, deed: deed, unit: Int32(frame.unit),
      code: UInt32(function.rawValue), memory: memory)
  }

  /// Who reserves: four octets, then the length and the name of the engineering station.
  private func owner(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    guard reader.remaining >= 5 else { return .none }
    try reader.skip(4)
    let length = Int(try reader.uint8())
    let name = try reader.span(min(length, reader.remaining))
    dissection.tellFreely(.hostname, name, source: "umas reservation")
    return dissection.clientObject(.text, name)
  }

  /// Range, memory block, offset, two octets, number of octets.
  private func memory(_ reader: inout ByteReader) throws(DecodeError) -> ObjectReference {
    try reader.skip(1)
    let block = UInt32(try reader.uint16LittleEndian())
    let offset = UInt32(try reader.uint16LittleEndian())
    try reader.skip(2)
    let count = UInt32(try reader.uint16LittleEndian())
    return ObjectReference(.memoryBlock, part: block, first: offset, count: count)
  }

  /// Two octets, then the number of a block of the program that is moved.
  private func block(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    try reader.skip(2)
    let number = UInt32(try reader.uint16LittleEndian())
    return ObjectReference(.device, name: dissection.names.intern("block"), from: number, to: number)
  }

  /// The program's checksum and a number of variables. Of each: array and size, memory block, offset; a read
  /// has one octet behind the block, a write the value at the end.
  private func openVariables(
    _ verb: Verb, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try reader.skip(4)
    let stated = Int(try reader.uint8())
    // A variable takes seven octets at least.
    let count = min(stated, reader.remaining / 7, Dissection.objectLimit)
    guard count > 0 else { throw DecodeError(.invalid, at: reader.position) }
    if stated > count { dissection.droppedObjects += stated - count }
    var objects: [ObjectReference] = []
    for _ in 0..<count {
      guard let object = try? variable(verb, &reader) else { break }
      objects.append(object)
    }
    for (ordinal, object) in objects.enumerated() {
      open(
        verb, object, &dissection, ordinal: UInt64(ordinal), memory: ordinal == 0 ? UInt64(objects.count) : 1)
    }
    guard objects.count == count else { throw DecodeError(.truncated, at: reader.position) }
  }

  private func variable(_ verb: Verb, _ reader: inout ByteReader) throws(DecodeError) -> ObjectReference {
    let kind = try reader.uint8()
    let block = UInt32(try reader.uint16LittleEndian())
    if verb == .read { try reader.skip(1) }
    let base = UInt32(try reader.uint16LittleEndian())
    let offset = verb == .read ? UInt32(try reader.uint8()) : UInt32(try reader.uint16LittleEndian())
    let members = kind >> 4 == 1 ? UInt32(try reader.uint16LittleEndian()) : 1
    let octets = Self.size(kind & 15) &* members
    if verb == .write { try reader.skip(Int(octets)) }
    return ObjectReference(.memoryBlock, part: block, first: base &+ offset, count: octets)
  }

  /// Octets of one member: 1, 2, 4, 8.
  private static func size(_ index: UInt8) -> UInt32 {
    switch index {
    case 2: 2
    case 3: 4
    case 4: 8
    default: 1
    }
  }
}
