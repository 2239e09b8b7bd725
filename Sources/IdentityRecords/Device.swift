public import Vocabulary

/// A device that the site knows, and what is known of its state. These are facts; a policy decides on them.
public struct Device: Hashable, Sendable {
  /// `d-` and 32 hexadecimal digits.
  public var id: String
  /// What people call it, as `laptop-7`.
  public var name: String
  /// The asset of the inventory that it is; nil where nobody bound it.
  public var asset: String?
  public var enrolled: Timestamp
  /// From when it is no device of this site any more.
  public var ended: Timestamp?
  public var posture: DevicePosture
  /// What acts from it by itself; nil where people do.
  public var program: Program?

  /// A program that asks for itself: a historian or a backup, or a Bulkhead that listens.
  public enum Program: String, Sendable, CaseIterable { case service, sensor }

  public init(
    id: String, name: String, asset: String?, enrolled: Timestamp, ended: Timestamp? = nil,
    posture: DevicePosture = DevicePosture(), program: Program? = nil
  ) {
    self.id = id
    self.name = name
    self.asset = asset
    self.enrolled = enrolled
    self.ended = ended
    self.posture = posture
    self.program = program
  }
}

/// What is known of a device's state, each with its age: nil is "nobody said so", never "fine".
public struct DevicePosture: Hashable, Sendable {
  /// Whether it lacks no known update, and when that was told.
  public var patched: Bool?
  public var patchedTold: Timestamp?
  /// The zone in which the inventory saw its asset last, and when.
  public var zone: String?
  public var zoneSeen: Timestamp?
  /// The zone where it belongs.
  public var expectedZone: String?

  public init(
    patched: Bool? = nil, patchedTold: Timestamp? = nil, zone: String? = nil, zoneSeen: Timestamp? = nil,
    expectedZone: String? = nil
  ) {
    self.patched = patched
    self.patchedTold = patchedTold
    self.zone = zone
    self.zoneSeen = zoneSeen
    self.expectedZone = expectedZone
  }

  /// Whether the inventory saw it last where it belongs; nil where either is not known.
  public var isWhereItBelongs: Bool? {
    guard let zone, let expectedZone else { return nil }
    return zone == expectedZone
  }
}

/// A certificate that the site authority issued.
public struct IssuedCertificate: Hashable, Sendable {
  /// The serial number's octets.
  public var serial: [UInt8]
  public var device: String
  public var key: DeviceKey
  public var notBefore: Timestamp
  public var notAfter: Timestamp

  public init(
    serial: [UInt8], device: String, key: DeviceKey, notBefore: Timestamp, notAfter: Timestamp
  ) {
    self.serial = serial
    self.device = device
    self.key = key
    self.notBefore = notBefore
    self.notAfter = notAfter
  }
}

/// A certificate that counts no more, although its time is not over.
public struct Revocation: Hashable, Sendable {
  public enum Reason: String, Sendable, CaseIterable {
    case lost, stolen, replaced, retired, keyCompromise
  }

  public var serial: [UInt8]
  public var at: Timestamp
  public var reason: Reason

  public init(serial: [UInt8], at: Timestamp, reason: Reason) {
    self.serial = serial
    self.at = at
    self.reason = reason
  }
}

/// A key of the site itself: its certificate authority's, or the one that signs tokens.
public struct SiteKey: Hashable, Sendable {
  public enum Purpose: String, Sendable, CaseIterable { case authority, tokens }

  public var id: String
  public var purpose: Purpose
  /// The private key, 32 octets of P-256. Stored sealed.
  public var privateKey: [UInt8]
  /// The authority's certificate as DER; empty for a key without one.
  public var certificate: [UInt8]
  public var created: Timestamp
  /// From when it signs no more; what it signed is still taken until it ends.
  public var retired: Timestamp?

  public init(
    id: String, purpose: Purpose, privateKey: [UInt8], certificate: [UInt8], created: Timestamp,
    retired: Timestamp? = nil
  ) {
    self.id = id
    self.purpose = purpose
    self.privateKey = privateKey
    self.certificate = certificate
    self.created = created
    self.retired = retired
  }
}
