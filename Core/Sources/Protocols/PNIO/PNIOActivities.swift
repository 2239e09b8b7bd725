import Bytes
import Vocabulary

/// A call that is about to open activities. The table of the protocol's page says the same in words.
///
/// Source: IEC 61158-6-10, clauses 5.1 and 5.2.
struct PNIORequest {
  var call: PNIOCall

  func open(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    guard let operation = PNIOOperation(rawValue: call.operation) else { return }
    switch operation {
    case .connect: try openConnection(&reader, &dissection)
    case .release: open(.configure, text("release", &dissection), &dissection)
    case .read, .readImplicit: try openRead(&reader, &dissection)
    case .write: try openWrites(&reader, &dissection)
    case .control: try openControl(&reader, &dissection)
    }
  }

  private func open(
    _ verb: Verb, _ object: ObjectReference, _ dissection: inout Dissection, deed: Deed = .plain,
    ordinal: Int = 0, memory: Int = 1
  ) {
    dissection.request(
      .pnIO, id: PNIODissector.id(call.id, ordinal), verb, object, deed: deed, code: UInt32(call.operation),
      memory: UInt64(truncatingIfNeeded: memory))
  }

  private func text(_ word: String, _ dissection: inout Dissection) -> ObjectReference {
    ObjectReference(.text, text: dissection.names.intern(word))
  }

  /// ARBlockReq: type of the association, its identifier, session key, who connects by hardware address and
  /// object, properties, timeout, port, and the name of whoever connects.
  ///
  /// Source: IEC 61158-6-10, clause 5.2.4.
  private func openConnection(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let block = try PNIOBlock(parsing: &reader)
    guard block.type == PNIOBlock.connectRequest else { throw DecodeError(.invalid, at: 0) }
    let type = try reader.uint16()
    try reader.skip(48)
    let length = Int(try reader.uint16())
    let name = try reader.span(min(length, reader.remaining))
    dissection.tellFreely(.hostname, name, source: "pn_io connect")
    let isSupervisor = type == 0x0006
    dissection.tell(
      .role, isSupervisor ? Role.engineeringWorkstation.text : Role.controller.text, source: "pn_io connect")
    let object = isSupervisor ? "supervisor" : type == 0x0003 ? "communication-interface" : "controller"
    open(.connect, text(object, &dissection), &dissection)
  }

  private func openRead(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let block = try PNIOBlock(parsing: &reader)
    guard block.type == PNIOBlock.readRequest else { throw DecodeError(.invalid, at: 0) }
    let record = try PNIORecord(parsing: &reader)
    open(record.isIdentification ? .identify : .read, Self.object(record), &dissection)
  }

  /// One record, or one that holds others, each with a header of its own and filled to four octets.
  private func openWrites(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    var records: [PNIORecord] = []
    // What a first fragment holds is told, also where it ends in the middle of a record.
    defer { open(records, &dissection) }
    while reader.remaining >= 6 + PNIORecord.headerOctets - 24 {
      let block = try PNIOBlock(parsing: &reader)
      guard block.type == PNIOBlock.writeRequest else { break }
      var header = try reader.take(min(block.dataOctets, reader.remaining))
      let record = try PNIORecord(parsing: &header)
      if record.index == PNIORecord.multiple { continue }
      if records.count < Dissection.objectLimit {
        records.append(record)
      } else {
        dissection.droppedObjects += 1
      }
      let filled = (Int(clamping: record.octets) + 3) & ~3
      guard filled <= reader.remaining else { break }
      try reader.skip(filled)
    }
  }

  private func open(_ records: [PNIORecord], _ dissection: inout Dissection) {
    for (ordinal, record) in records.enumerated() {
      open(
        .configure, Self.object(record), &dissection, deed: .parameter, ordinal: ordinal,
        memory: ordinal == 0 ? records.count : 1)
    }
  }

  private static func object(_ record: PNIORecord) -> ObjectReference {
    ObjectReference(
      .deviceRecord, part: UInt32(record.slot) << 16 | UInt32(record.subslot), from: UInt32(record.index),
      to: UInt32(record.index))
  }

  /// Two octets, association, session key, two octets, then what is commanded, one bit for each.
  ///
  /// Source: IEC 61158-6-10, clause 5.2.8 (ControlCommand).
  private func openControl(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    _ = try PNIOBlock(parsing: &reader)
    try reader.skip(22)
    let command = try reader.uint16()
    if command & 0x0002 != 0 { return open(.signal, text("application-ready", &dissection), &dissection) }
    let word = command & 0x0001 != 0 ? "parameter-end" : command & 0x0004 != 0 ? "release" : "control"
    open(.configure, text(word, &dissection), &dissection)
  }
}
