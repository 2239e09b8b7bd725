/// How letters and digits follow each other in a piece of a name, and whether that reads like chance.
///
/// Words of any European language use few pairs of letters often. What was encoded, encrypted or drawn by lot
/// uses all of them alike.
struct LetterRun: Sendable {
  private var letters = 0
  private var digits = 0
  private var vowels = 0
  private var hexDigits = 0
  /// Changes between letters and digits.
  private var changes = 0
  private var pairs = 0
  private var usualPairs = 0

  init(_ name: Span<UInt8>, _ range: Range<Int>) {
    var before: UInt8 = 0
    for index in range {
      let octet = name[index]
      let isDigit = octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9")
      let letter = octet &- UInt8(ascii: "a")
      if isDigit {
        digits += 1
        hexDigits += 1
      } else if letter < 26 {
        letters += 1
        if letter < 6 { hexDigits += 1 }
        if Self.vowels & 1 << UInt32(letter) != 0 { vowels += 1 }
      }
      let letterBefore = before &- UInt8(ascii: "a")
      if letterBefore < 26, letter < 26 {
        pairs += 1
        if Self.usual[Int(letterBefore)] & 1 << UInt32(letter) != 0 { usualPairs += 1 }
      } else if index > range.lowerBound, isDigit != (letterBefore >= 26) {
        changes += 1
      }
      before = octet
    }
  }

  private var count: Int { letters + digits }

  /// Reads like chance: hexadecimal of some length, letters and digits mixed throughout, or letters in pairs
  /// that no word has.
  var isRandom: Bool {
    guard count >= 6 else { return false }
    if hexDigits == count, count >= 12, digits * 6 >= count, letters > 0 { return true }
    if changes >= 3, changes * 5 >= count { return true }
    guard pairs >= 5 else { return false }
    return usualPairs * 100 < pairs * 60 || (letters >= 10 && vowels * 6 < letters)
  }

  /// a, e, i, o, u, y.
  private static let vowels: UInt32 = 1 << 0 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24

  /// The letters that often follow each letter of the alphabet, a bit each.
  private static let usual: [UInt32] = [
    "bcdgilmnprstuvy", "aeiloruy", "aehikloru" + "t", "aeiorsuyl", "abcdegilmnprstvwxy", "aefiloru" + "t",
    "aehilornu", "aeiortuy", "abcdeglmnoprstvz", "aeou", "aeilnosy", "adefiklostuy", "abeimopuy",
    "acdefgiknostuy", "abcdfgiklmnoprstuvw", "aehiloprstu", "u", "acdegiklmnorstuvy", "acehiklmopqtuwsy",
    "aehilorstuwyc", "bcdegilmnprst", "aeio", "aehinor", "aeipt", "aelmost", "aeioz",
  ].map { followers in
    followers.utf8.reduce(0) { $0 | 1 << UInt32($1 &- UInt8(ascii: "a")) }
  }
}
