import Bytes
import Vocabulary

extension ModbusDissector {
  /// Opens the activities of a request. The table of the protocol's page says the same in words.
  ///
  /// Source: MODBUS Application Protocol V1.1b3, clauses 6.1 to 6.21.
  func beginRequest(
    _ frame: ModbusFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch frame.function {
    case .readCoils: open(frame, .read, try range(.coils, &reader), &dissection)
    case .readDiscreteInputs: open(frame, .read, try range(.discreteInputs, &reader), &dissection)
    case .readHoldingRegisters: open(frame, .read, try range(.holdingRegisters, &reader), &dissection)
    case .readInputRegisters: open(frame, .read, try range(.inputRegisters, &reader), &dissection)
    case .writeSingleCoil: open(frame, .write, try single(.coils, &reader), &dissection)
    case .writeSingleRegister, .maskWriteRegister:
      open(frame, .write, try single(.holdingRegisters, &reader), &dissection)
    case .writeMultipleCoils: try openWrite(frame, .coils, &reader, &dissection)
    case .writeMultipleRegisters: try openWrite(frame, .holdingRegisters, &reader, &dissection)
    case .readWriteRegisters:
      open(frame, .read, try range(.holdingRegisters, &reader), &dissection, memory: 2)
      open(frame, .write, try range(.holdingRegisters, &reader), &dissection, ordinal: 1)
    case .readFIFOQueue: open(frame, .read, try single(.holdingRegisters, &reader), &dissection)
    case .readFileRecord: try openFiles(frame, .read, &reader, &dissection)
    case .writeFileRecord: try openFiles(frame, .write, &reader, &dissection)
    case .diagnostics: try openDiagnostics(frame, &reader, &dissection)
    case .readExceptionStatus, .getEventCounter, .getEventLog: open(frame, .read, .none, &dissection)
    case .reportServerID: open(frame, .identify, .none, &dissection)
    case .encapsulatedInterface:
      // 14 is the device identification; 13 carries CANopen, whose meaning is not read here.
      let isIdentification = try reader.uint8() == 14
      open(frame, isIdentification ? .identify : .read, .none, &dissection)
    case .programConcept: open(frame, .program, .none, &dissection)
    case .firmwareReplacement: open(frame, .update, .none, &dissection, deed: .firmware)
    // What an unknown function does is not known; that it was refused is what a search for functions looks
    // like.
    default: open(frame, .browse, .none, &dissection)
    }
  }

  /// A write of several: what it asks for is an activity, also where its values do not fit its quantity.
  private func openWrite(
    _ frame: ModbusFrame, _ space: ObjectSpace, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let object = try range(space, &reader)
    open(frame, .write, object, &dissection)
    let quantity = Int(object.to) - Int(object.from) + 1
    let octets = Int(try reader.uint8())
    let expected = space == .coils ? (quantity + 7) / 8 : quantity * 2
    guard octets == expected, reader.remaining == octets else {
      throw DecodeError(.invalid, at: reader.position - 1)
    }
    if space == .holdingRegisters, octets >= RegisterContent.octets {
      try RegisterContent.note(reader.span(octets), object, &dissection)
    }
  }

  private func open(
    _ frame: ModbusFrame, _ verb: Verb, _ object: ObjectReference, _ dissection: inout Dissection,
    deed: Deed = .plain, ordinal: UInt64 = 0, memory: UInt64 = 1
  ) {
    dissection.request(
      .modbus, id: Self.id(frame) | ordinal << 32, verb, object, deed: deed, unit: Int32(frame.unit),
      code: UInt32(frame.function.rawValue), memory: memory)
  }

  /// A starting address and a quantity, which must not be 0.
  private func range(_ space: ObjectSpace, _ reader: inout ByteReader) throws(DecodeError) -> ObjectReference
  {
    let first = try reader.uint16()
    let quantity = try reader.uint16()
    guard quantity > 0 else { throw DecodeError(.invalid, at: reader.position - 2) }
    return ObjectReference(space, first: UInt32(first), count: UInt32(quantity))
  }

  private func single(_ space: ObjectSpace, _ reader: inout ByteReader) throws(DecodeError) -> ObjectReference
  {
    let address = UInt32(try reader.uint16())
    return ObjectReference(space, from: address, to: address)
  }

  /// Restarting the communication and forcing listen-only mode change what the device does; the rest only
  /// asks.
  private func openDiagnostics(
    _ frame: ModbusFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let subfunction = UInt32(try reader.uint16())
    let object = ObjectReference(.diagnostics, from: subfunction, to: subfunction)
    switch subfunction {
    case 1: open(frame, .setMode, object, &dissection, deed: .restart)
    case 4: open(frame, .setMode, object, &dissection, deed: .stop)
    case 3, 10, 20: open(frame, .configure, object, &dissection, deed: .parameter)
    default: open(frame, .read, object, &dissection)
    }
  }

  /// Sub-requests of 7 octets: reference type 6, file, first record, length; behind it the records of a
  /// write.
  private func openFiles(
    _ frame: ModbusFrame, _ verb: Verb, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let length = Int(try reader.uint8())
    var body = try reader.take(length)
    var objects: [ObjectReference] = []
    while !body.isAtEnd, objects.count < Dissection.objectLimit {
      try body.skip(1)
      let file = UInt32(try body.uint16())
      let record = UInt32(try body.uint16())
      let count = UInt32(try body.uint16())
      if verb == .write { try body.skip(Int(count) * 2) }
      objects.append(ObjectReference(.fileRecords, part: file, first: record, count: count))
    }
    for (ordinal, object) in objects.enumerated() {
      open(
        frame, verb, object, &dissection, ordinal: UInt64(ordinal),
        memory: ordinal == 0 ? UInt64(objects.count) : 1)
    }
  }
}
