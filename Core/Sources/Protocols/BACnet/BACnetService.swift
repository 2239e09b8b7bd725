/// A confirmed service as it stands on the wire, known or not.
///
/// Source: ANSI/ASHRAE 135-2020, clause 21, BACnetConfirmedServiceChoice.
struct BACnetService: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  static var acknowledgeAlarm: BACnetService { BACnetService(rawValue: 0) }
  static var covNotification: BACnetService { BACnetService(rawValue: 1) }
  static var eventNotification: BACnetService { BACnetService(rawValue: 2) }
  static var getAlarmSummary: BACnetService { BACnetService(rawValue: 3) }
  static var getEnrollmentSummary: BACnetService { BACnetService(rawValue: 4) }
  static var subscribeCOV: BACnetService { BACnetService(rawValue: 5) }
  static var atomicReadFile: BACnetService { BACnetService(rawValue: 6) }
  static var atomicWriteFile: BACnetService { BACnetService(rawValue: 7) }
  static var addListElement: BACnetService { BACnetService(rawValue: 8) }
  static var removeListElement: BACnetService { BACnetService(rawValue: 9) }
  static var createObject: BACnetService { BACnetService(rawValue: 10) }
  static var deleteObject: BACnetService { BACnetService(rawValue: 11) }
  static var readProperty: BACnetService { BACnetService(rawValue: 12) }
  static var readPropertyConditional: BACnetService { BACnetService(rawValue: 13) }
  static var readPropertyMultiple: BACnetService { BACnetService(rawValue: 14) }
  static var writeProperty: BACnetService { BACnetService(rawValue: 15) }
  static var writePropertyMultiple: BACnetService { BACnetService(rawValue: 16) }
  static var deviceCommunicationControl: BACnetService { BACnetService(rawValue: 17) }
  static var privateTransfer: BACnetService { BACnetService(rawValue: 18) }
  static var textMessage: BACnetService { BACnetService(rawValue: 19) }
  static var reinitializeDevice: BACnetService { BACnetService(rawValue: 20) }
  static var vtOpen: BACnetService { BACnetService(rawValue: 21) }
  static var vtClose: BACnetService { BACnetService(rawValue: 22) }
  static var vtData: BACnetService { BACnetService(rawValue: 23) }
  static var authenticate: BACnetService { BACnetService(rawValue: 24) }
  static var requestKey: BACnetService { BACnetService(rawValue: 25) }
  static var readRange: BACnetService { BACnetService(rawValue: 26) }
  static var lifeSafetyOperation: BACnetService { BACnetService(rawValue: 27) }
  static var subscribeCOVProperty: BACnetService { BACnetService(rawValue: 28) }
  static var getEventInformation: BACnetService { BACnetService(rawValue: 29) }
  static var subscribeCOVPropertyMultiple: BACnetService { BACnetService(rawValue: 30) }
  static var covNotificationMultiple: BACnetService { BACnetService(rawValue: 31) }
  static var auditNotification: BACnetService { BACnetService(rawValue: 32) }
  static var auditLogQuery: BACnetService { BACnetService(rawValue: 33) }
  static var authRequest: BACnetService { BACnetService(rawValue: 34) }
}

/// An unconfirmed service.
///
/// Source: ANSI/ASHRAE 135-2020, clause 21, BACnetUnconfirmedServiceChoice.
enum BACnetUnconfirmed {
  static var iAm: UInt8 { 0 }
  static var iHave: UInt8 { 1 }
  static var covNotification: UInt8 { 2 }
  static var eventNotification: UInt8 { 3 }
  static var privateTransfer: UInt8 { 4 }
  static var textMessage: UInt8 { 5 }
  static var timeSynchronization: UInt8 { 6 }
  static var whoHas: UInt8 { 7 }
  static var whoIs: UInt8 { 8 }
  static var utcTimeSynchronization: UInt8 { 9 }
  static var writeGroup: UInt8 { 10 }
  static var covNotificationMultiple: UInt8 { 11 }
  static var auditNotification: UInt8 { 12 }
  static var whoAmI: UInt8 { 13 }
  static var youAre: UInt8 { 14 }
}

/// Properties that decide what a message means.
///
/// Source: ANSI/ASHRAE 135-2020, clause 21, BACnetPropertyIdentifier.
enum BACnetProperty {
  static var all: UInt32 { 8 }
  static var applicationSoftwareVersion: UInt32 { 12 }
  static var firmwareRevision: UInt32 { 44 }
  static var modelName: UInt32 { 70 }
  static var objectList: UInt32 { 76 }
  static var objectName: UInt32 { 77 }
  static var outOfService: UInt32 { 81 }
  static var presentValue: UInt32 { 85 }
  static var required: UInt32 { 105 }
  static var vendorIdentifier: UInt32 { 120 }
  static var vendorName: UInt32 { 121 }
  static var serialNumber: UInt32 { 372 }

  /// Of a device: who made it, what it is.
  static func identifies(_ property: UInt32) -> Bool {
    switch property {
    case all, applicationSoftwareVersion, firmwareRevision, modelName, required, vendorIdentifier, vendorName,
      serialNumber:
      true
    default: false
    }
  }
}
