/// Names and passwords that stand in manuals, against which a login is held octet by octet: which of the
/// pairs it was goes out, the password nowhere.
///
/// It keeps a set of the pairs that fit so far, and the count of octets. Neither tells a password that is not
/// in the list.
struct DefaultCredentials: Sendable {
  /// The pairs whose name fits, and whose password fits as far as it came; a bit each.
  private var candidates: UInt64
  /// Octets of the password so far.
  private(set) var octets = 0

  /// Begins the password of a user; names are compared in either case.
  init(user: Span<UInt8>) {
    candidates = 0
    for (number, pair) in Self.pairs.enumerated() where Self.isSame(user, pair.user) {
      candidates |= 1 << UInt64(number)
    }
  }

  mutating func take(_ octet: UInt8) {
    if candidates != 0 {
      for (number, pair) in Self.pairs.enumerated() where candidates & 1 << UInt64(number) != 0 {
        if !Self.has(octet, at: octets, of: pair.password) { candidates &= ~(1 << UInt64(number)) }
      }
    }
    octets += 1
  }

  /// Takes the last octet back. What stood there is not known any more, so that no pair fits.
  mutating func takeBack() {
    guard octets > 0 else { return }
    octets -= 1
    candidates = 0
  }

  /// The number of the pair that fits whole, from 1; 0 where none does.
  var pair: UInt32 {
    guard candidates != 0 else { return 0 }
    for (number, pair) in Self.pairs.enumerated() where candidates & 1 << UInt64(number) != 0 {
      if pair.password.utf8.count == octets { return UInt32(number) + 1 }
    }
    return 0
  }

  /// The number of the pair that a name and a password are, from 1; 0 where they are none.
  static func pair(user: Span<UInt8>, password: Span<UInt8>) -> UInt32 {
    var login = DefaultCredentials(user: user)
    for index in password.indices { login.take(password[index]) }
    return login.pair
  }

  /// The number of a community that SNMP agents come with, from 101; 0 where it is none.
  static func community(_ octets: Span<UInt8>) -> UInt32 {
    for (number, community) in communities.enumerated() where octets.count == community.utf8.count {
      if starts(octets, with: community) { return UInt32(number) + 101 }
    }
    return 0
  }

  private static func isSame(_ octets: Span<UInt8>, _ text: String) -> Bool {
    guard octets.count == text.utf8.count else { return false }
    var at = 0
    for character in text.utf8 {
      let (one, other) = (octets[at], character)
      guard one == other || (one | 0x20 == other | 0x20 && (0x61...0x7A).contains(one | 0x20)) else {
        return false
      }
      at += 1
    }
    return true
  }

  private static func has(_ octet: UInt8, at position: Int, of text: String) -> Bool {
    var at = 0
    for character in text.utf8 {
      if at == position { return character == octet }
      at += 1
    }
    return false
  }

  /// Source: the makers' own manuals; ICS-CERT advisories ICSA-12-018-01, ICSA-11-346-01 and ICSA-16-343-05
  /// for the pairs of Modicon modules; the published list of the Mirai worm for the last ones. At most 64.
  static let pairs: [(user: String, password: String)] = [
    ("admin", "admin"), ("admin", "password"), ("admin", "1234"), ("admin", "12345"), ("admin", "123456"),
    ("admin", ""), ("root", "root"), ("root", ""), ("root", "admin"), ("root", "password"),
    ("user", "user"), ("guest", "guest"), ("administrator", "administrator"), ("administrator", ""),
    ("administrator", "admin"), ("operator", "operator"), ("service", "service"), ("support", "support"),
    ("test", "test"), ("supervisor", "supervisor"), ("manager", "manager"), ("tech", "tech"),
    ("default", "default"), ("cisco", "cisco"), ("pi", "raspberry"), ("ubnt", "ubnt"),
    // Wago, Beckhoff, Schneider Electric, Phoenix Contact, Moxa, Hirschmann, eWON, Westermo, Lantronix.
    ("admin", "wago"), ("root", "wago"), ("su", "ko2003wa"), ("administrator", "1"), ("guest", "1"),
    ("webguest", "1"), ("sysdiag", "factorycast@schneider"), ("fwupgrade", "factorycast"),
    ("ntpupdate", "ntpupdate"), ("pcfactory", "pcfactory"), ("loader", "fwdownload"),
    ("ftpuser", "ftpuser"), ("factory", "cast"), ("nic2212", "poiuypoiuy"), ("admin", "private"),
    ("admin", "mGuard"), ("admin", "moxa"), ("user", "public"), ("adm", "adm"), ("admin", "westermo"),
    ("admin", "PASS"), ("root", "dbps"), ("target", "password"), ("basisk", "basisk"), ("root", "00000000"),
    ("user", "12345"),
    ("root", "xc3511"), ("root", "vizxv"), ("root", "888888"), ("root", "juantech"), ("root", "12345"),
    ("root", "123456"), ("root", "default"), ("root", "7ujMko0admin"), ("admin", "7ujMko0admin"),
    ("root", "hi3518"), ("root", "anko"), ("root", "system"),
  ]

  /// Source: the makers' manuals: read-only and read-write communities at delivery.
  static let communities = ["public", "private", "cisco", "snmp", "admin", "manager", "write", "secret"]
}
