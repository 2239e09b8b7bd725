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
  ///
  /// - Parameter program: what acts from it by itself; nil where people do
  public func announce(
    name: String, asset: String?, expectedZone: String?, program: Device.Program? = nil, as caller: Caller
  ) async throws -> AnnouncedDevice {
    try await door.pass(Act("enrolDevice", on: uid), as: caller) { passage in
      try stores.machines(passage).announce(
        name: name, asset: asset, expectedZone: expectedZone, program: program)
    }
  }

  /// A new code for a device that lost its key or let its certificate run out; the code before is dead.
  public func announceAgain(_ id: String, as caller: Caller) async throws -> AnnouncedDevice {
    try await door.pass(Act("enrolDevice", on: device(id)), as: caller) { passage in
      try stores.machines(passage).announceAgain(id)
    }
  }

  /// A certificate for a request that the caller looked at: `fingerprint` is what the device shows.
  public func approve(
    _ request: [UInt8], fingerprint: String, name: String, as caller: Caller
  ) async throws -> CertifiedDevice {
    try await door.pass(Act("enrolDevice", on: uid), as: caller) { passage in
      try stores.machines(passage).approve(request, fingerprint: fingerprint, name: name)
    }
  }

  /// Says which asset of the inventory a device is, and where it belongs; nil takes back what was said.
  public func bind(
    _ id: String, asset: String?, expectedZone: String?, as caller: Caller
  ) async throws {
    try await door.pass(Act("enrolDevice", on: device(id)), as: caller) { passage in
      try stores.machines(passage).bind(id, asset: asset, expectedZone: expectedZone)
    }
  }

  /// Takes what is told of a device's state now; nil leaves what was told before.
  ///
  /// - Parameters:
  ///   - patched: whether it lacks no known update
  ///   - zone: where the inventory sees its asset
  public func report(
    _ id: String, patched: Bool?, zone: String?, as caller: Caller
  ) async throws {
    try await door.pass(Act("reportPosture", on: device(id)), as: caller) { passage in
      try stores.machines(passage).report(id, patched: patched, zone: zone)
    }
  }

  /// Ends a device: every certificate of it is revoked before this returns.
  public func end(device id: String, reason: Revocation.Reason, as caller: Caller) async throws {
    try await door.pass(Act("revokeDevice", on: device(id)), as: caller) { passage in
      try stores.machines(passage).end(id, reason: reason)
    }
  }

  private func device(_ id: String) -> EntityUID { EntityUID("Device", Text(id)) }
}
