/// Which passwords are taken: length and a blocklist, nothing about kinds of characters, and no expiry.
///
/// Source: NIST SP 800-63B-4 (2025), section 3.1.1.2: at least 15 characters where the password is the only
/// factor, 8 where it is one of two; at least 64 allowed; compared as a whole with a blocklist of common,
/// expected and compromised values; other composition rules are not imposed.
public struct PasswordRules: Sendable {
  public static let leastAlone = 15
  public static let leastWithSecondFactor = 8

  /// Words of this plant: its name, its products, its lines, its town.
  public var plantWords: [String]
  /// Passwords that were stolen elsewhere; nil where the site has no such file.
  public var breachFile: BreachFile?

  public init(plantWords: [String] = [], breachFile: BreachFile? = nil) {
    self.plantWords = plantWords
    self.breachFile = breachFile
  }

  /// What is wrong with a password, all of it at once; empty where it is taken.
  /// - Parameter personWords: the person's names.
  public func faults(
    of password: Password, hasSecondFactor: Bool, personWords: [String]
  ) throws(IdentityError) -> [PasswordFault] {
    var faults: [PasswordFault] = []
    let least = hasSecondFactor ? Self.leastWithSecondFactor : Self.leastAlone
    let count = password.characters
    if count < least { faults.append(.tooShort(characters: count, least: least)) }
    if count > Password.limitCharacters { return [.tooLong(characters: count)] }

    let core = WordForm.core(of: password.text)
    let whole = password.text.lowercased()
    if KnownPasswords.vendorDefaults.contains(whole) || KnownPasswords.vendorDefaults.contains(core) {
      faults.append(.vendorDefault)
    } else if KnownPasswords.ranks[whole] != nil || KnownPasswords.ranks[core] != nil {
      faults.append(.common)
    }
    if WordForm.isOneRun(whole) { faults.append(.run) }
    for word in WordForm.words(in: personWords + plantWords + ["bulkhead"])
    where WordForm.isMade(core, of: word) {
      faults.append(.ownWord(word))
    }
    if let breachFile, let times = try breachFile.times(password) { faults.append(.breached(times: times)) }
    return faults
  }
}

/// Why a password is not taken, and what to do.
public enum PasswordFault: Hashable, Sendable, CustomStringConvertible {
  case tooShort(characters: Int, least: Int)
  case tooLong(characters: Int)
  /// Among the most used, or one of them with digits or signs around it.
  case common
  case vendorDefault
  /// A row of keys or numbers, or one character over and over.
  case run
  case ownWord(String)
  case breached(times: Int)

  public var description: String {
    switch self {
    case .tooShort(let characters, let least):
      "\(characters) characters, \(least) are the least: a sentence of four or five words is easy to keep"
    case .tooLong(let characters):
      "\(characters) characters, \(Password.limitCharacters) are the most"
    case .common: "it is among the passwords that are tried first: choose one that nobody else has"
    case .vendorDefault: "it stands in a manufacturer's manual: choose one of your own"
    case .run: "it is a row of keys or numbers, or one character repeated: choose words instead"
    case .ownWord(let word):
      "it is made of '\(word)', which an attacker knows: add words that have nothing to do with it"
    case .breached(let times):
      "it was stolen elsewhere (\(times) times in the list): choose another, and change it there too"
    }
  }
}

/// Words inside passwords, as somebody who guesses sees them.
enum WordForm {
  private static let looks: [Character: Character] = [
    "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "l",
  ]

  /// In small letters, without what is put around a word, with letters for the digits that look like them.
  static func core(of text: String) -> String {
    var letters = Array(text.lowercased())
    while let last = letters.last, !last.isLetter { letters.removeLast() }
    while let first = letters.first, !first.isLetter, looks[first] == nil { letters.removeFirst() }
    return String(letters.map { looks[$0] ?? $0 })
  }

  static func plain(_ character: Character) -> Character { looks[character] ?? character }

  /// The single words of names, of four characters or more: shorter ones are in anything.
  static func words(in names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) }
      .filter { $0.count >= 4 && seen.insert($0).inserted }
  }

  /// Whether nothing but a word is left of a password: the word itself, twice, or with at most three letters
  /// more.
  static func isMade(_ core: String, of word: String) -> Bool {
    let rest = core.replacing(word, with: "").filter(\.isLetter)
    return core.contains(word) && rest.count <= 3
  }

  static let rows = [
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop",
    "yxcvbnm",
    "1234567890", "azertyuiop", "1qaz2wsx3edc4rfv5tgb6zhn7ujm",
  ]

  /// Whether two characters follow one another in a row of keys or numbers, either way, or are the same.
  static func follow(_ one: Character, _ next: Character) -> Bool {
    one == next || rows.contains { $0.contains("\(one)\(next)") || $0.contains("\(next)\(one)") }
  }

  /// Whether a text is runs of four or more and nothing else.
  static func isOneRun(_ text: String) -> Bool {
    let letters = Array(text)
    guard letters.count >= 4 else { return false }
    let breaks = zip(letters, letters.dropFirst()).filter { !follow($0, $1) }.count
    return letters.count >= 4 * (breaks + 1)
  }
}
