import Crypto
public import IdentityRecords
import Sealing
import Vocabulary

/// A device that was announced, and the code with which it gets its certificate.
public struct AnnouncedDevice: Sendable {
  public let device: Device
  public let code: String
  public let deadline: Deadline
}

/// A device, and the certificate that it just got, as PEM.
public struct CertifiedDevice: Hashable, Sendable {
  public let device: Device
  public let certificate: String
}

extension Devices {
  /// Announces a device: whoever has the code gets its first certificate, once.
  public func announce(
    name: String, asset: String? = nil, expectedZone: String? = nil, program: Device.Program? = nil
  ) throws(IdentityError) -> AnnouncedDevice {
    let now = try time()
    let device = try add(name: name, asset: asset, expectedZone: expectedZone, program: program, at: now)
    return try newCode(for: device, at: now)
  }

  /// A new code for a device that lost its key or let its certificate run out; the code before is dead.
  public func announceAgain(_ id: String) throws(IdentityError) -> AnnouncedDevice {
    let now = try time()
    let device = try device(id)
    guard device.ended == nil else { throw .certificate(.deviceEnded) }
    return try newCode(for: device, at: now)
  }

  /// The first certificate of an announced device, for the key of its request. The request is judged before
  /// the code is used; of two at once with one code, one gets a certificate.
  public func enrol(_ code: String, request: [UInt8]) throws(IdentityError) -> CertifiedDevice {
    let now = try time()
    let request = try CertificateRequest(request)
    let hash = CodeText.hash(code, purpose: .enrolment)
    let id = try stored { () throws(StoreError) in try store.useCode(hash, purpose: .enrolment, at: now) }
    guard let id else { throw .codeNotValid }
    let device = try device(id)
    guard device.ended == nil else { throw .certificate(.deviceEnded) }
    return CertifiedDevice(device: device, certificate: try issue(device, key: request.key, at: now))
  }

  /// A certificate for a request that somebody who may do so looked at and approved.
  /// - Parameter fingerprint: of the request's key as the device shows it; so that no other request is
  /// approved.
  public func approve(
    _ request: [UInt8], fingerprint: String, name: String, asset: String? = nil, expectedZone: String? = nil
  ) throws(IdentityError) -> CertifiedDevice {
    let now = try time()
    let request = try CertificateRequest(request)
    guard isSame(Array(fingerprint.lowercased().utf8), Array(Self.fingerprint(of: request.key).utf8)) else {
      throw .certificate(.signatureWrong)
    }
    let device = try add(name: name, asset: asset, expectedZone: expectedZone, at: now)
    return CertifiedDevice(device: device, certificate: try issue(device, key: request.key, at: now))
  }

  /// What a device shows and who approves its request compares: 64 hexadecimal digits.
  public func fingerprint(ofRequest request: [UInt8]) throws(IdentityError) -> String {
    Self.fingerprint(of: try CertificateRequest(request).key)
  }

  static func fingerprint(of key: P256.Signing.PublicKey) -> String {
    Hexadecimal.text(SHA256.hash(data: key.derRepresentation))
  }

  /// Binds a device to an asset of the inventory, and says where it belongs.
  public func bind(_ id: String, asset: String?, expectedZone: String?) throws(IdentityError) {
    var device = try device(id)
    device.asset = asset
    device.posture.expectedZone = expectedZone
    let bound = device
    try stored { () throws(StoreError) in try store.change(bound) }
  }

  /// Takes what was told of a device's state now.
  /// - Parameters:
  ///   - patched: whether it lacks no known update; nil leaves what was told before.
  ///   - zone: where the inventory sees its asset; nil leaves what was seen before.
  public func report(_ id: String, patched: Bool? = nil, zone: String? = nil) throws(IdentityError) {
    let now = try time()
    var device = try device(id)
    if let patched {
      device.posture.patched = patched
      device.posture.patchedTold = now
    }
    if let zone {
      device.posture.zone = zone
      device.posture.zoneSeen = now
    }
    let told = device
    try stored { () throws(StoreError) in try store.change(told) }
  }

  private func add(
    name: String, asset: String?, expectedZone: String?, program: Device.Program? = nil, at now: Timestamp
  ) throws(IdentityError) -> Device {
    let device = Device(
      id: "d-" + Hexadecimal.text(surroundings.random(16)), name: name, asset: asset, enrolled: now,
      posture: DevicePosture(expectedZone: expectedZone), program: program)
    try stored { () throws(StoreError) in try store.add(device) }
    return device
  }

  private func newCode(for device: Device, at now: Timestamp) throws(IdentityError) -> AnnouncedDevice {
    let code = CodeText.make(random: surroundings.random)
    let deadline = Deadline(began: now, lasting: rules.enrolment, reason: .code)
    let kept = OneTimeCode(
      hash: CodeText.hash(code, purpose: .enrolment), purpose: .enrolment, subject: device.id,
      expires: deadline.ends)
    try stored { () throws(StoreError) in
      try store.replaceCodes([kept], purpose: .enrolment, subject: device.id)
    }
    return AnnouncedDevice(device: device, code: code, deadline: deadline)
  }
}
