import Bytes
import Vocabulary

/// A request that is about to open activities. The table of the protocol's page says the same in words.
///
/// Source: T. Wiens, S7CommPlusDriver, one file a function.
struct S7commPlusRequest {
  var header: S7commPlusHeader

  func open(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    switch header.function {
    case .createObject: try openCreation(&reader, &dissection)
    case .deleteObject:
      let object = try reader.uint32()
      guard S7commPlusObjects.isBlock(object) else { return }
      open(.program, S7commPlusObjects.object(object), &dissection, deed: .delete)
    case .setVariable: try openSetting(&reader, &dissection)
    case .setStreamed: openSetting(of: try reader.uint32(), attribute: nil, &dissection)
    case .setMultiVariables: try openSeveralSettings(&reader, &dissection)
    case .getMultiVariables: try openReads(&reader, &dissection)
    case .getVariable, .getStreamed:
      let object = try reader.uint32()
      // What follows is an array of attributes, or one.
      open(.read, S7commPlusObjects.object(object), &dissection)
    case .explore, .getLink, .getAddresses:
      open(.browse, S7commPlusObjects.object(try reader.uint32()), &dissection)
    case .addLink, .removeLink:
      open(.configure, S7commPlusObjects.object(try reader.uint32()), &dissection, deed: .parameter)
    case .invoke: open(.operate, S7commPlusObjects.object(try reader.uint32()), &dissection, deed: .call)
    case .beginTLS: open(.connect, .none, &dissection)
    // Sequences and their ends, and functions that nobody has described.
    default: break
    }
  }

  private func open(
    _ verb: Verb, _ object: ObjectReference, _ dissection: inout Dissection, deed: Deed = .plain,
    ordinal: Int = 0, memory: Int = 1
  ) {
    dissection.request(
      .s7commPlus, id: S7commPlusDissector.id(UInt64(header.sequence), ordinal), verb, object, deed: deed,
      code: UInt32(header.function.rawValue), memory: UInt64(truncatingIfNeeded: memory))
  }

  /// Parent, a value, four octets; then the object: 0xA1, its number, its class.
  private func openCreation(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let parent = try reader.uint32()
    if parent == S7commPlusObjects.sessionContainer {
      open(.connect, .none, &dissection)
      return S7commPlusIdentity.tell(request: reader.rest(), &dissection)
    }
    try reader.skip(2)
    _ = try reader.variableLength()
    try reader.skip(4)
    guard try reader.uint8() == 0xA1 else { return }
    let object = try reader.uint32()
    let kind = try reader.variableLength32()
    let isProgram = parent == S7commPlusObjects.program || S7commPlusObjects.programClasses.contains(kind)
    guard isProgram else { return }
    open(.program, S7commPlusObjects.object(object), &dissection, deed: .download)
  }

  /// Object, a count, attribute, value: flags, type, octets.
  private func openSetting(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let object = try reader.uint32()
    _ = try reader.variableLength()
    let attribute = try reader.variableLength32()
    guard object == S7commPlusObjects.executionUnit,
      attribute == S7commPlusObjects.operatingStateRequest
    else { return openSetting(of: object, attribute: attribute, &dissection) }
    try reader.skip(2)
    let state = try reader.variableLength()
    open(
      .setMode, S7commPlusObjects.attribute(attribute, of: object), &dissection, deed: Self.deed(state))
  }

  /// Source: `OperatingStateRequest` of the Python library s7commplus: 1 stop, 2 reset with retentive memory,
  /// 3 run, 4 run redundant.
  private static func deed(_ state: UInt64) -> Deed {
    switch state {
    case 1: .stop
    case 2: .reset
    case 3, 4: .start
    default: .modeChange
    }
  }

  /// What a client sets in its own session and subscriptions is housekeeping; variables are written, all else
  /// is configured.
  private func openSetting(of object: UInt32, attribute: UInt32?, _ dissection: inout Dissection) {
    if S7commPlusObjects.isVariableArea(object) {
      return open(.write, S7commPlusObjects.object(object), &dissection)
    }
    if object == header.session || S7commPlusObjects.ownObjects.contains(object) {
      guard attribute == S7commPlusObjects.sessionResponse || attribute == S7commPlusObjects.legitimation
      else { return }
      return open(.authenticate, .none, &dissection)
    }
    let named =
      attribute.map { S7commPlusObjects.attribute($0, of: object) } ?? S7commPlusObjects.object(object)
    open(.configure, named, &dissection, deed: .parameter)
  }

  /// Object, number of values, number of numbers; of an object attributes follow, of none addresses.
  private func openSeveralSettings(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let object = try reader.uint32()
    let stated = try reader.variableLength()
    _ = try reader.variableLength()
    if object != 0 { return openSetting(of: object, attribute: try reader.variableLength32(), &dissection) }
    try openItems(stated, .write, &reader, &dissection)
  }

  private func openReads(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let object = try reader.uint32()
    let stated = try reader.variableLength()
    _ = try reader.variableLength()
    if object != 0 {
      let attribute = try reader.variableLength32()
      return open(.read, S7commPlusObjects.attribute(attribute, of: object), &dissection)
    }
    try openItems(stated, .read, &reader, &dissection)
  }

  private func openItems(
    _ stated: UInt64, _ verb: Verb, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    // An address takes four octets at least.
    let count = min(Int(clamping: stated), reader.remaining / 4, Dissection.objectLimit)
    if Int(clamping: stated) > Dissection.objectLimit {
      dissection.droppedObjects += min(Int(clamping: stated), reader.remaining / 4) - count
    }
    for ordinal in 0..<count {
      let object = try S7commPlusObjects.address(&reader, &dissection)
      let isConfiguration = verb == .write && object.space == .objectAttribute
      open(
        isConfiguration ? .configure : verb, object, &dissection, deed: isConfiguration ? .parameter : .plain,
        ordinal: ordinal, memory: ordinal == 0 ? count : 1)
    }
  }
}
