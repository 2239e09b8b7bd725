import Foundation

/// How hard a password is to guess, with the reasons in plain words. It advises; `PasswordRules` decide.
///
/// The password is cut into the pieces that are cheapest to guess: known passwords, words of the plant, rows
/// of keys, repetitions, years, and single characters for the rest. A word of a language counts as its
/// letters: the meter knows no dictionary and is too kind to short sentences of common words.
public struct PasswordStrength: Hashable, Sendable {
  public enum Grade: String, Sendable, CaseIterable { case veryWeak, weak, fair, good, strong }

  /// How many guesses somebody needs who knows how people choose: two to this power.
  public let bits: Double
  public let reasons: [String]

  public var grade: Grade {
    switch bits {
    case ..<20: .veryWeak
    case ..<35: .weak
    case ..<50: .fair
    case ..<65: .good
    default: .strong
    }
  }

  private struct Piece {
    let end: Int
    let bits: Double
    let reason: String?
  }

  /// - Parameter words: words of the person and of the plant.
  public init(of password: Password, words: [String]) {
    let letters = Array(password.text.prefix(Password.limitCharacters))
    let small = letters.map { Character($0.lowercased()) }
    let own = WordForm.words(in: words)
    // The cheapest way to each position, from the front.
    var best: [(bits: Double, reasons: [String])?] = [(0, [])] + letters.map { _ in nil }
    for start in letters.indices {
      guard let here = best[start] else { continue }
      for piece in Self.pieces(letters, small, from: start, own: own) {
        let bits = here.bits + piece.bits
        guard best[piece.end].map({ bits < $0.bits }) ?? true else { continue }
        best[piece.end] = (bits, here.reasons + (piece.reason.map { [$0] } ?? []))
      }
    }
    bits = best[letters.count]?.bits ?? 0
    var reasons: [String] = []
    for reason in best[letters.count]?.reasons ?? [] where !reasons.contains(reason) {
      reasons.append(reason)
    }
    if letters.count < PasswordRules.leastAlone {
      reasons.append("\(letters.count) characters: each one more makes it harder to guess")
    }
    self.reasons = reasons
  }

  private static func pieces(
    _ letters: [Character], _ small: [Character], from start: Int, own: [String]
  ) -> [Piece] {
    var pieces = [Piece(end: start + 1, bits: bits(of: letters[start]), reason: nil)]
    let plain = small.map(WordForm.plain)
    for end in (start + 2)...max(start + 2, min(letters.count, start + 24)) where end <= letters.count {
      let text = String(small[start..<end])
      let variants = variantBits(letters, small, start..<end)
      if let rank = KnownPasswords.ranks[text] {
        pieces.append(
          Piece(
            end: end, bits: log2(Double(rank + 2)) + variants,
            reason: "'\(text)' is among the passwords that are tried first"))
      } else if let rank = KnownPasswords.ranks[String(plain[start..<end])] {
        pieces.append(
          Piece(
            end: end, bits: log2(Double(rank + 2)) + 2 + variants,
            reason: "'\(text)' is a known password with digits for letters"))
      }
      if end - start >= 4, own.contains(text) || own.contains(String(plain[start..<end])) {
        pieces.append(
          Piece(end: end, bits: 3 + variants, reason: "'\(text)' is a word of yours or of this plant"))
      }
      if end - start == 4, let year = Int(text), (1930...2040).contains(year) {
        pieces.append(Piece(end: end, bits: 6, reason: "'\(text)' is a year"))
      }
    }
    var end = start + 1
    while end < letters.count, WordForm.follow(small[end - 1], small[end]) { end += 1 }
    if end - start >= 3 {
      let isSame = small[start..<end].allSatisfy { $0 == small[start] }
      let text = String(small[start..<min(end, start + 12)])
      pieces.append(
        Piece(
          end: end, bits: 5 + log2(Double(end - start)),
          reason: isSame ? "'\(text)' repeats one character" : "'\(text)' is a row of keys or numbers"))
    }
    return pieces
  }

  private static func bits(of character: Character) -> Double {
    if character.isNumber { return log2(10) }
    if character.isLetter {
      return character.isASCII ? (character.isUppercase ? log2(52) : log2(26)) : log2(100)
    }
    return log2(33)
  }

  /// Capitals at the front or throughout are tried next; elsewhere each is a choice.
  private static func variantBits(_ letters: [Character], _ small: [Character], _ range: Range<Int>) -> Double
  {
    let capitals = range.filter { letters[$0] != small[$0] }
    if capitals.isEmpty { return 0 }
    return capitals.count == range.count || capitals == [range.lowerBound] ? 1 : Double(capitals.count) + 1
  }
}
