import Bytes
import Vocabulary

/// What nobody answers: announcements, searches, notifications, the time.
extension BACnetDissector {
  /// Source: ANSI/ASHRAE 135-2020, clauses 13.7, 13.9 and 16.
  mutating func announce(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch frame.message.service {
    case BACnetUnconfirmed.iAm: try announceDevice(frame, &reader, &dissection)
    case BACnetUnconfirmed.iHave:
      let device = try BACnetParameters.object(&reader)
      let object = Self.reference(try BACnetParameters.object(&reader))
      remember(device.instance, of: dissection.sender, frame.network.source)
      tell(frame, .identify, object, deed: .announce, &dissection)
    case BACnetUnconfirmed.whoIs:
      let (low, high) = (
        try BACnetParameters.number(0, &reader), try BACnetParameters.number(1, &reader)
      )
      let isOne = low != nil && low == high
      let device = isOne ? low.map { BACnetObject(BACnetObject.device << 22 | $0 & 0x3F_FFFF) } : nil
      search(frame, Self.reference(device), &dissection)
    case BACnetUnconfirmed.whoHas:
      _ = (try BACnetParameters.number(0, &reader), try BACnetParameters.number(1, &reader))
      search(frame, Self.reference(try BACnetParameters.object(2, &reader)), &dissection)
    case BACnetUnconfirmed.whoAmI: search(frame, .none, &dissection)
    case BACnetUnconfirmed.youAre:
      dissection.activity(
        .bacnet, .configure, deed: .readdress, code: frame.code, outcome: .unanswered)
    case BACnetUnconfirmed.timeSynchronization, BACnetUnconfirmed.utcTimeSynchronization:
      dissection.activity(.bacnet, .configure, deed: .clock, code: frame.code, outcome: .unanswered)
    case BACnetUnconfirmed.writeGroup:
      dissection.activity(.bacnet, .write, code: frame.code, outcome: .unanswered)
    case BACnetUnconfirmed.privateTransfer:
      tell(frame, .signal, try Self.privateService(&reader, &dissection), &dissection)
    case BACnetUnconfirmed.covNotification: try notify(frame, .covNotification, &reader, &dissection)
    case BACnetUnconfirmed.eventNotification: try notify(frame, .eventNotification, &reader, &dissection)
    case BACnetUnconfirmed.covNotificationMultiple:
      try notify(frame, .covNotificationMultiple, &reader, &dissection)
    case BACnetUnconfirmed.textMessage, BACnetUnconfirmed.auditNotification:
      tell(frame, .signal, .none, &dissection)
    default: break
    }
  }

  /// I-Am: the device, the longest message that it takes, segmentation, vendor.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clause 16.10.
  private mutating func announceDevice(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let device = try BACnetParameters.object(&reader)
    remember(device.instance, of: dissection.sender, frame.network.source)
    tell(frame, .identify, Self.reference(device), deed: .announce, &dissection)
    for _ in 0..<2 {
      let tag = try BACnetTag(parsing: &reader)
      try reader.skip(tag.lengthOctets)
    }
    let tag = try BACnetTag(parsing: &reader)
    let vendor = try BACnetParameters.unsigned(tag.lengthOctets, &reader)
    // What a router passes on, it says of others.
    guard frame.network.source == 0, let name = BACnetVendor.name(vendor) else { return }
    dissection.tell(.vendor, name, source: "bacnet i-am")
  }

  /// Notifications name their device and the object that they are about.
  mutating func notify(
    _ frame: BACnetFrame, _ service: BACnetService, _ reader: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    var object = ObjectReference.none
    switch service {
    case .covNotification, .eventNotification:
      _ = try BACnetParameters.number(0, &reader)
      let device = try BACnetParameters.object(1, &reader)
      object = Self.reference(try BACnetParameters.object(2, &reader))
      if let device, device.type == BACnetObject.device {
        remember(device.instance, of: dissection.sender, frame.network.source)
      }
    case .covNotificationMultiple:
      _ = try BACnetParameters.number(0, &reader)
      if let device = try BACnetParameters.object(1, &reader), device.type == BACnetObject.device {
        remember(device.instance, of: dissection.sender, frame.network.source)
      }
    default: break
    }
    dissection.receiverIsClient = true
    tell(frame, .signal, object, &dissection)
  }

  private func tell(
    _ frame: BACnetFrame, _ verb: Verb, _ object: ObjectReference, deed: Deed = .plain,
    _ dissection: inout Dissection
  ) {
    dissection.activity(
      .bacnet, verb, object, deed: deed,
      unit: instance(of: dissection.sender, frame.network.source), code: frame.code)
  }

  private func search(_ frame: BACnetFrame, _ object: ObjectReference, _ dissection: inout Dissection) {
    dissection.activity(.bacnet, .identify, object, code: frame.code, outcome: .unanswered)
  }
}
