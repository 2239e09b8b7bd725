import Foundation
import GRDB
public import IdentityRecords
import Sealing
import Vocabulary

extension SiteDatabase: PeopleStore {
  public func add(_ account: Account, person: Person) throws(StoreError) -> Bool {
    try insert(account, person, onlyFirst: false)
  }

  public func addFirst(_ account: Account, person: Person) throws(StoreError) -> Bool {
    try insert(account, person, onlyFirst: true)
  }

  public func account(_ pseudonym: Pseudonym) throws(StoreError) -> Account? {
    try read { db in try Self.account(db, "pseudonym = ?", [pseudonym.text]) }
  }

  /// Three queries, however many there are: every decision reads all of them.
  public func accounts() throws(StoreError) -> [Account] {
    try read { db in
      let roles = try Self.texts(db, "SELECT pseudonym, role FROM account_roles")
      let zones = try Self.texts(db, "SELECT pseudonym, zone FROM account_zones")
      return try Row.fetchAll(db, sql: "\(Self.columns) ORDER BY pseudonym").compactMap { row in
        Self.account(row, roles: roles[row[0]] ?? [], zones: zones[row[0]] ?? [])
      }
    }
  }

  public func account(login: String) throws(StoreError) -> Account? {
    let tag = Data(tag(login: login))
    return try read { db in
      try Self.account(db, "pseudonym = (SELECT pseudonym FROM persons WHERE login_tag = ?)", [tag])
    }
  }

  public func account(systemUser: String) throws(StoreError) -> Account? {
    let tag = Data(systemUserTag(systemUser))
    return try read { db in
      try Self.account(db, "pseudonym = (SELECT pseudonym FROM persons WHERE system_user_tag = ?)", [tag])
    }
  }

  public func change(_ account: Account) throws(StoreError) {
    try write { db in
      let name = account.pseudonym.text
      try db.execute(
        sql: """
          UPDATE accounts SET state = ?1, expires = ?2
          WHERE pseudonym = ?3 AND state <> 'forgotten' AND (state <> 'ended' OR ?1 = 'ended')
          """,
        arguments: [account.state.rawValue, account.expires?.nanoseconds, name])
      guard db.changesCount == 1 else {
        throw StoreError.refused(path: path, reason: "there is no account \(name) that could be changed")
      }
      try db.execute(sql: "DELETE FROM account_roles WHERE pseudonym = ?", arguments: [name])
      try db.execute(sql: "DELETE FROM account_zones WHERE pseudonym = ?", arguments: [name])
      try insertRoles(db, account)
      if account.state != .active {
        try db.execute(sql: "DELETE FROM sessions WHERE pseudonym = ?", arguments: [name])
      }
      if account.state == .ended {
        try db.execute(sql: "DELETE FROM one_time_codes WHERE subject = ?", arguments: [name])
      }
    }
  }

  public func person(_ pseudonym: Pseudonym) throws(StoreError) -> Person? {
    let row = try read { db in
      try Row.fetchOne(
        db, sql: "SELECT sealed_key, sealed_person FROM persons WHERE pseudonym = ?",
        arguments: [pseudonym.text])
    }
    guard let row else { return nil }
    do {
      let key = try RowKey(octets: ring.open(Array(row[0] as Data), as: Self.keyPlace(pseudonym)))
      let octets = try key.open(Array(row[1] as Data), as: Self.personPlace(pseudonym))
      return try JSONDecoder().decode(StoredPerson.self, from: Data(octets)).person
    } catch {
      throw Self.storeError(error, path: path)
    }
  }

  private func insert(_ account: Account, _ person: Person, onlyFirst: Bool) throws(StoreError) -> Bool {
    let pseudonym = account.pseudonym
    let rowKey = random(32)
    let sealedKey: [UInt8]
    let sealedPerson: [UInt8]
    do {
      sealedKey = try ring.seal(rowKey, as: Self.keyPlace(pseudonym))
      let octets = Array(try JSONEncoder().encode(StoredPerson(person)))
      sealedPerson = try RowKey(octets: rowKey).seal(octets, as: Self.personPlace(pseudonym))
    } catch {
      throw Self.storeError(error, path: path)
    }
    let login = Data(tag(login: person.login))
    let systemUser = person.systemUser.map { Data(systemUserTag($0)) }
    return try write { db in
      if onlyFirst, try Int.fetchOne(db, sql: "SELECT count(*) FROM accounts") != 0 { return false }
      let taken = try Row.fetchOne(
        db, sql: "SELECT 1 FROM persons WHERE login_tag = ? OR system_user_tag = ?",
        arguments: [login, systemUser])
      guard taken == nil else { return false }
      try db.execute(
        sql: "INSERT INTO accounts (pseudonym, state, created, expires) VALUES (?, ?, ?, ?)",
        arguments: [
          pseudonym.text, account.state.rawValue, account.created.nanoseconds, account.expires?.nanoseconds,
        ])
      try insertRoles(db, account)
      try db.execute(
        sql: """
          INSERT INTO persons (pseudonym, sealed_key, sealed_person, login_tag, system_user_tag)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [pseudonym.text, Data(sealedKey), Data(sealedPerson), login, systemUser])
      return true
    }
  }

  /// Roles, and zones.
  private func insertRoles(_ db: Database, _ account: Account) throws {
    guard account.zones.count <= Account.zoneLimit, account.zones.allSatisfy(Account.isZone) else {
      throw StoreError.refused(path: path, reason: "zones that an account can't have")
    }
    for role in account.roles.sorted() {
      try db.execute(
        sql: "INSERT INTO account_roles (pseudonym, role) VALUES (?, ?)",
        arguments: [account.pseudonym.text, role])
    }
    for zone in account.zones.sorted() {
      try db.execute(
        sql: "INSERT INTO account_zones (pseudonym, zone) VALUES (?, ?)",
        arguments: [account.pseudonym.text, zone])
    }
  }

  private static let columns = "SELECT pseudonym, state, created, expires FROM accounts"

  private static func account(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> Account? {
    guard let row = try Row.fetchOne(db, sql: "\(columns) WHERE \(condition)", arguments: arguments) else {
      return nil
    }
    let pseudonym: String = row[0]
    return account(
      row,
      roles: try String.fetchSet(
        db, sql: "SELECT role FROM account_roles WHERE pseudonym = ?", arguments: [pseudonym]),
      zones: try String.fetchSet(
        db, sql: "SELECT zone FROM account_zones WHERE pseudonym = ?", arguments: [pseudonym]))
  }

  private static func account(_ row: Row, roles: Set<String>, zones: Set<String>) -> Account? {
    guard let state = Account.State(rawValue: row[1]) else { return nil }
    return Account(
      Pseudonym(row[0]), state: state, roles: roles, zones: zones, created: Timestamp(nanoseconds: row[2]),
      expires: (row[3] as Int64?).map(Timestamp.init(nanoseconds:)))
  }

  /// Pairs of a pseudonym and a text, by pseudonym.
  private static func texts(_ db: Database, _ sql: String) throws -> [String: Set<String>] {
    try Row.fetchAll(db, sql: sql).reduce(into: [:]) { $0[$1[0], default: []].insert($1[1]) }
  }

  private func systemUserTag(_ user: String) -> [UInt8] {
    ring.lookupTag(of: Array(user.utf8), for: "system user")
  }

  static func keyPlace(_ pseudonym: Pseudonym) -> SealedPlace {
    SealedPlace("person's key", row: pseudonym.text)
  }

  static func personPlace(_ pseudonym: Pseudonym) -> SealedPlace {
    SealedPlace("person", row: pseudonym.text)
  }
}

/// A person as JSON inside its seal.
private struct StoredPerson: Codable {
  var login: String
  var name: String
  var systemUser: String?

  init(_ person: Person) {
    login = person.login
    name = person.name
    systemUser = person.systemUser
  }

  var person: Person { Person(login: login, name: name, systemUser: systemUser) }
}
