import Crypto
import Sealing
import Testing

@Suite("Sealed values")
struct EnvelopeTests {
  static let place = SealedPlace("name", row: "p-17")
  static let value = Array("Anna Schmidt".utf8)

  @Test("open at their place, and no two seals of one value are alike")
  func roundTrip() throws {
    let ring = KeyRing(random: SystemRandom.octets)
    let sealed = try ring.seal(Self.value, as: Self.place)
    #expect(try ring.open(sealed, as: Self.place) == Self.value)
    #expect(try ring.seal(Self.value, as: Self.place) != sealed)
    #expect(try ring.open(ring.seal([], as: Self.place), as: Self.place) == [])
    #expect(sealed.count == Self.value.count + 37)
  }

  @Test(
    "do not open elsewhere: another row, another field, another version, or texts that run together alike",
    arguments: [
      SealedPlace("name", row: "p-18"), SealedPlace("totp seed", row: "p-17"),
      SealedPlace("name", row: "p-17", version: 2), SealedPlace("namep", row: "-17"),
    ])
  func moved(place: SealedPlace) throws {
    let ring = KeyRing(random: SystemRandom.octets)
    let sealed = try ring.seal(Self.value, as: Self.place)
    #expect(throws: SealingError.altered(place: place)) { try ring.open(sealed, as: place) }
  }

  @Test("are refused whichever octet is changed, and the error says what is wrong")
  func everyOctet() throws {
    let ring = KeyRing(random: SystemRandom.octets)
    let sealed = try ring.seal(Self.value, as: Self.place)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      let error = #expect(throws: SealingError.self) { try ring.open(changed, as: Self.place) }
      switch index {
      case 0: #expect(error == .unknownForm(0, place: Self.place))
      case 1...8:
        guard case .unknownKey = error else {
          Issue.record("octet \(index): \(String(describing: error))")
          continue
        }
      default: #expect(error == .altered(place: Self.place))
      }
    }
  }

  @Test("are refused wherever they are cut off")
  func everyPrefix() throws {
    let ring = KeyRing(random: SystemRandom.octets)
    let sealed = try ring.seal(Self.value, as: Self.place)
    for length in sealed.indices {
      let error = #expect(throws: SealingError.self) {
        try ring.open(Array(sealed.prefix(length)), as: Self.place)
      }
      let expected: SealingError =
        length < 37
        ? .cutOff(octets: length, neededOctets: 37, place: Self.place) : .altered(place: Self.place)
      #expect(error == expected)
    }
  }

  @Test(
    "under a ring's older key open after a rotation, new ones take the newest, and resealing ends the old")
  func rotation() throws {
    var ring = KeyRing(random: SystemRandom.octets)
    let tag = ring.lookupTag(of: Self.value, for: "names")
    let first = try ring.seal(Self.value, as: Self.place)
    let oldID = ring.ids[0]
    #expect(try ring.resealed(first, as: Self.place) == nil)

    let made = ring.rotate(random: SystemRandom.octets)
    let newID = try #require(made)
    #expect(ring.ids == [newID, oldID])
    #expect(try ring.open(first, as: Self.place) == Self.value)
    let second = try #require(try ring.resealed(first, as: Self.place))
    #expect(try ring.resealed(second, as: Self.place) == nil)

    let retired = [ring.retire(newID), ring.retire(oldID), ring.retire(oldID)]
    #expect(retired == [false, true, false], "the newest stays, and what is gone is gone")
    #expect(try ring.open(second, as: Self.place) == Self.value)
    #expect(throws: SealingError.unknownKey(id: oldID, place: Self.place)) {
      try ring.open(first, as: Self.place)
    }
    #expect(ring.lookupTag(of: Self.value, for: "names") == tag, "what was found is found again")
  }

  @Test("a ring takes 64 keys and no more")
  func keyLimit() {
    var ring = KeyRing(random: SystemRandom.octets)
    let made = (1...KeyRing.keyLimit).map { _ in ring.rotate(random: SystemRandom.octets) }
    #expect(made.filter { $0 != nil }.count == KeyRing.keyLimit - 1)
    #expect(made.last == .some(nil))
    #expect(ring.ids.count == KeyRing.keyLimit)
  }

  @Test("tags for searching differ by purpose, by text and by ring")
  func lookup() {
    let ring = KeyRing(random: SystemRandom.octets)
    let tag = ring.lookupTag(of: Self.value, for: "names")
    #expect(tag.count == 32)
    #expect(tag != ring.lookupTag(of: Self.value, for: "codes"))
    #expect(tag != ring.lookupTag(of: Self.value + [0], for: "names"))
    #expect(tag != KeyRing(random: SystemRandom.octets).lookupTag(of: Self.value, for: "names"))
  }

  @Test("under a row's own key open with that key alone")
  func rowKey() throws {
    let key = RowKey(octets: SystemRandom.octets(32))
    let sealed = try key.seal(Self.value, as: Self.place)
    #expect(try key.open(sealed, as: Self.place) == Self.value)
    let error = #expect(throws: SealingError.self) {
      try RowKey(octets: SystemRandom.octets(32)).open(sealed, as: Self.place)
    }
    guard case .unknownKey = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}

@Suite("Values sealed to a recipient")
struct RecipientKeyTests {
  static let place = SealedPlace("evidence", row: "case-3")
  static let value = Array("frame 4326".utf8)

  @Test("open with the private key and no other, and their writer cannot open them")
  func roundTrip() throws {
    let privateKey = Curve25519.KeyAgreement.PrivateKey()
    let recipient = try #require(RecipientKey(octets: Array(privateKey.publicKey.rawRepresentation)))
    let sealed = try recipient.seal(Self.value, as: Self.place)
    #expect(try RecipientKey.open(sealed, with: privateKey, as: Self.place) == Self.value)
    #expect(throws: SealingError.unknownKey(id: recipient.id, place: Self.place)) {
      try RecipientKey.open(sealed, with: Curve25519.KeyAgreement.PrivateKey(), as: Self.place)
    }
    let elsewhere = SealedPlace("evidence", row: "case-4")
    #expect(throws: SealingError.altered(place: elsewhere)) {
      try RecipientKey.open(sealed, with: privateKey, as: elsewhere)
    }
  }

  @Test("are refused whichever octet is changed and wherever they are cut off")
  func hostile() throws {
    let privateKey = Curve25519.KeyAgreement.PrivateKey()
    let sealed = try RecipientKey(privateKey.publicKey).seal(Self.value, as: Self.place)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      // The top bit of an X25519 public key is ignored, RFC 7748, section 5; HPKE hashes the octets
      // themselves.
      #expect(throws: SealingError.self) { try RecipientKey.open(changed, with: privateKey, as: Self.place) }
      #expect(throws: SealingError.self) {
        try RecipientKey.open(Array(sealed.prefix(index)), with: privateKey, as: Self.place)
      }
    }
  }

  @Test("octets that are no public key make no recipient")
  func noKey() { #expect(RecipientKey(octets: [1, 2, 3]) == nil) }
}
