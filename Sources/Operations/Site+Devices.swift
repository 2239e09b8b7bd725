import Access
import Authorization
public import Identity
public import IdentityRecords

/// Devices and their certificates.
extension Site {
  public func devices(as caller: Caller) async throws -> [Device] {
    try await door.pass(Act("viewDevices", on: uid), as: caller) { try stores.devices($0).devices() }
  }

  /// Announces a device: whoever has the code gets its first certificate, once.
  public func announce(
    name: String, asset: String?, expectedZone: String?, as caller: Caller
  ) async throws -> AnnouncedDevice {
    try await door.pass(Act("enrolDevice", on: uid), as: caller) { passage in
      try stores.machines(passage).announce(name: name, asset: asset, expectedZone: expectedZone)
    }
  }

  /// A certificate for a request that the caller looked at: `fingerprint` is what the device shows.
  public func approve(
    _ request: [UInt8], fingerprint: String, name: String, as caller: Caller
  ) async throws -> (device: Device, certificate: String) {
    try await door.pass(Act("enrolDevice", on: uid), as: caller) { passage in
      try stores.machines(passage).approve(request, fingerprint: fingerprint, name: name)
    }
  }

  /// Ends a device: every certificate of it is revoked before this returns.
  public func end(device id: String, reason: Revocation.Reason, as caller: Caller) async throws {
    try await door.pass(Act("revokeDevice", on: EntityUID("Device", Text(id))), as: caller) { passage in
      try stores.machines(passage).end(id, reason: reason)
    }
  }
}
