import Foundation
import GRDB
public import IdentityRecords
import Sealing
import Vocabulary

extension SiteDatabase: DeviceStore {
  public func add(_ device: Device) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO devices
          (id, name, asset, enrolled, ended, patched, patched_told, zone, zone_seen, expected_zone, program)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, arguments: [device.id, device.name] + Self.arguments(device))
    }
  }

  public func change(_ device: Device) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: """
          UPDATE devices SET name = ?, asset = ?, enrolled = ?, ended = ?, patched = ?, patched_told = ?,
          zone = ?, zone_seen = ?, expected_zone = ?, program = ? WHERE id = ?
          """, arguments: [device.name] + Self.arguments(device) + [device.id])
      guard db.changesCount == 1 else {
        throw StoreError.refused(path: path, reason: "there is no device \(device.id)")
      }
    }
  }

  public func device(_ id: String) throws(StoreError) -> Device? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM devices WHERE id = ?", arguments: [id]).map(Self.device)
    }
  }

  public func devices() throws(StoreError) -> [Device] {
    try read { db in try Row.fetchAll(db, sql: "SELECT * FROM devices ORDER BY id").map(Self.device) }
  }

  public func add(_ certificate: IssuedCertificate) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: "INSERT INTO certificates (serial, device, key, not_before, not_after) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          Data(certificate.serial), certificate.device, Data(certificate.key.octets),
          certificate.notBefore.nanoseconds, certificate.notAfter.nanoseconds,
        ])
    }
  }

  public func certificate(serial: [UInt8]) throws(StoreError) -> IssuedCertificate? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM certificates WHERE serial = ?", arguments: [Data(serial)])
        .flatMap(Self.certificate)
    }
  }

  public func certificates(of device: String) throws(StoreError) -> [IssuedCertificate] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM certificates WHERE device = ? ORDER BY not_before, serial",
        arguments: [device]
      ).compactMap(Self.certificate)
    }
  }

  public func revoke(_ revocation: Revocation) throws(StoreError) -> Bool {
    try write { db in
      try db.execute(
        sql: "INSERT INTO revocations (serial, at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [Data(revocation.serial), revocation.at.nanoseconds, revocation.reason.rawValue])
      return db.changesCount == 1
    }
  }

  public func revocation(serial: [UInt8]) throws(StoreError) -> Revocation? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM revocations WHERE serial = ?", arguments: [Data(serial)])
        .flatMap(Self.revocation)
    }
  }

  public func revocations() throws(StoreError) -> [Revocation] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM revocations ORDER BY serial").compactMap(Self.revocation)
    }
  }

  public func add(_ key: SiteKey) throws(StoreError) {
    let sealed = try seal(key.privateKey, as: Self.siteKeyPlace(key.id))
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO site_keys (id, purpose, sealed_key, certificate, created, retired)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          key.id, key.purpose.rawValue, sealed, Data(key.certificate), key.created.nanoseconds,
          key.retired?.nanoseconds,
        ])
    }
  }

  public func siteKeys(_ purpose: SiteKey.Purpose) throws(StoreError) -> [SiteKey] {
    let rows = try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM site_keys WHERE purpose = ? ORDER BY created DESC, id",
        arguments: [purpose.rawValue])
    }
    var keys: [SiteKey] = []
    for row in rows {
      let id: String = row["id"]
      keys.append(
        SiteKey(
          id: id, purpose: purpose, privateKey: try open(row["sealed_key"], as: Self.siteKeyPlace(id)),
          certificate: Array(row["certificate"] as Data), created: Timestamp(nanoseconds: row["created"]),
          retired: moment(row["retired"])))
    }
    return keys
  }

  static func siteKeyPlace(_ row: String) -> SealedPlace { SealedPlace("site key", row: row) }

  private static func arguments(_ device: Device) -> StatementArguments {
    let posture = device.posture
    return [
      device.asset, device.enrolled.nanoseconds, device.ended?.nanoseconds, posture.patched,
      posture.patchedTold?.nanoseconds, posture.zone, posture.zoneSeen?.nanoseconds, posture.expectedZone,
      device.program?.rawValue,
    ]
  }

  private static func device(_ row: Row) -> Device {
    Device(
      id: row["id"], name: row["name"], asset: row["asset"],
      enrolled: Timestamp(nanoseconds: row["enrolled"]), ended: moment(row["ended"]),
      posture: DevicePosture(
        patched: row["patched"], patchedTold: moment(row["patched_told"]), zone: row["zone"],
        zoneSeen: moment(row["zone_seen"]), expectedZone: row["expected_zone"]),
      program: (row["program"] as String?).flatMap(Device.Program.init(rawValue:)))
  }

  private static func certificate(_ row: Row) -> IssuedCertificate? {
    guard let key = DeviceKey(Array(row["key"] as Data)) else { return nil }
    return IssuedCertificate(
      serial: Array(row["serial"] as Data), device: row["device"], key: key,
      notBefore: Timestamp(nanoseconds: row["not_before"]),
      notAfter: Timestamp(nanoseconds: row["not_after"]))
  }

  private static func revocation(_ row: Row) -> Revocation? {
    guard let reason = Revocation.Reason(rawValue: row["reason"]) else { return nil }
    return Revocation(
      serial: Array(row["serial"] as Data), at: Timestamp(nanoseconds: row["at"]), reason: reason)
  }
}

private func moment(_ nanoseconds: Int64?) -> Timestamp? { nanoseconds.map(Timestamp.init(nanoseconds:)) }
