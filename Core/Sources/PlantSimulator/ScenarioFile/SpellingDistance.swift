/// How far two short words are from each other.
enum SpellingDistance {
  /// Letters to add, leave out or change, case not counted.
  ///
  /// Source: Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals" (1966).
  static func between(_ left: String, _ right: String) -> Int {
    let left = Array(left.lowercased().utf8)
    let right = Array(right.lowercased().utf8)
    var row = Array(0...right.count)
    for (place, letter) in left.enumerated() {
      var next = [place + 1]
      for (column, other) in right.enumerated() {
        next.append(
          min(row[column] + (letter == other ? 0 : 1), row[column + 1] + 1, next[column] + 1))
      }
      row = next
    }
    return row[right.count]
  }
}
