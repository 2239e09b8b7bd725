import Bytes
import Vocabulary

extension BACnetDissector {
  /// Opens the activities of a confirmed request. The table of the protocol's page says the same in words.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clauses 13 to 17.
  mutating func beginRequest(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let service = BACnetService(rawValue: frame.message.service)
    switch service {
    case .readProperty:
      let (object, property) = try Self.objectAndProperty(&reader)
      open(frame, Self.verb(ofReading: object, property), Self.reference(object, property), &dissection)
    case .readPropertyMultiple: try openReads(frame, &reader, &dissection)
    case .writeProperty:
      let (object, property) = try Self.objectAndProperty(&reader)
      let deed = try Self.deed(ofWriting: property, &reader)
      open(frame, .write, Self.reference(object, property), deed: deed, &dissection)
    case .writePropertyMultiple: try openWrites(frame, &reader, &dissection)
    case .readRange:
      let (object, property) = try Self.objectAndProperty(&reader)
      open(frame, .read, Self.reference(object, property), &dissection)
    case .addListElement, .removeListElement:
      let (object, property) = try Self.objectAndProperty(&reader)
      open(frame, .write, Self.reference(object, property), &dissection)
    case .readPropertyConditional, .getAlarmSummary, .getEnrollmentSummary, .getEventInformation,
      .auditLogQuery:
      open(frame, .read, .none, &dissection)
    case .subscribeCOV, .subscribeCOVProperty:
      _ = try BACnetParameters.number(0, &reader)
      open(frame, .read, Self.reference(try BACnetParameters.object(1, &reader)), &dissection)
    case .subscribeCOVPropertyMultiple: open(frame, .read, .none, &dissection)
    case .atomicReadFile:
      open(
        frame, .transfer, Self.reference(try BACnetParameters.object(&reader)), deed: .fileRead, &dissection)
    case .atomicWriteFile:
      open(
        frame, .transfer, Self.reference(try BACnetParameters.object(&reader)), deed: .fileWrite, &dissection)
    case .createObject: try openCreation(frame, &reader, &dissection)
    case .deleteObject:
      let object = Self.reference(try BACnetParameters.object(&reader))
      open(frame, .configure, object, deed: .parameter, &dissection)
    case .acknowledgeAlarm:
      _ = try BACnetParameters.number(0, &reader)
      let object = Self.reference(try BACnetParameters.object(1, &reader))
      open(frame, .operate, object, deed: .acknowledge, &dissection)
    case .lifeSafetyOperation: try openLifeSafety(frame, &reader, &dissection)
    case .deviceCommunicationControl: try openCommunicationControl(frame, &reader, &dissection)
    case .reinitializeDevice: try openReinitialization(frame, &reader, &dissection)
    case .privateTransfer:
      open(frame, .operate, try Self.privateService(&reader, &dissection), deed: .call, &dissection)
    case .vtOpen, .vtClose: open(frame, .connect, .none, &dissection)
    case .vtData: open(frame, .operate, .none, deed: .call, &dissection)
    case .authenticate, .requestKey, .authRequest: open(frame, .authenticate, .none, &dissection)
    case .covNotification, .eventNotification, .covNotificationMultiple, .textMessage, .auditNotification:
      try notify(frame, service, &reader, &dissection)
    // What it does is not known; that it was refused is what a search for services looks like.
    default: open(frame, .browse, .none, &dissection)
    }
  }

  func open(
    _ frame: BACnetFrame, _ verb: Verb, _ object: ObjectReference, deed: Deed = .plain, ordinal: Int = 0,
    _ dissection: inout Dissection
  ) {
    dissection.request(
      .bacnet, id: frame.id(isRequest: true, ordinal: ordinal), verb, object, deed: deed,
      unit: instance(of: dissection.receiver, frame.network.destination), code: frame.code)
  }

  /// `analog-output 3 present-value`.
  static func reference(_ object: BACnetObject?, _ property: UInt32? = nil) -> ObjectReference {
    guard let object else { return .none }
    return ObjectReference(
      .bacnetProperty, part: object.type, from: object.instance,
      to: property ?? ObjectReference.missingNumber)
  }

  private static func objectAndProperty(
    _ reader: inout ByteReader
  ) throws(DecodeError) -> (BACnetObject?, UInt32?) {
    let object = try BACnetParameters.object(0, &reader)
    return (object, try BACnetParameters.number(1, &reader))
  }

  /// Asking a device what it is, what objects it has, or for values.
  static func verb(ofReading object: BACnetObject?, _ property: UInt32?) -> Verb {
    guard let object, let property, object.type == BACnetObject.device else { return .read }
    if BACnetProperty.identifies(property) { return .identify }
    return property == BACnetProperty.objectList ? .browse : .read
  }

  /// Vendor and service number of a private transfer.
  static func privateService(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    guard let vendor = try BACnetParameters.number(0, &reader),
      let service = try BACnetParameters.number(1, &reader)
    else { return .none }
    var text: [UInt8] = Array("vendor ".utf8)
    appendDecimal(UInt64(vendor), to: &text)
    text.append(contentsOf: " service ".utf8)
    appendDecimal(UInt64(service), to: &text)
    return dissection.clientObject(.text, text.span)
  }
}
