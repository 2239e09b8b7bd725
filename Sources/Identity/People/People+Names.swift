import IdentityRecords

extension People {
  /// Whether a text names somebody who has an account here: what is to stand in the ledger for good must not.
  ///
  /// It compares words of three letters or more; a nickname passes.
  public func namesSomebody(_ text: String) throws(IdentityError) -> Bool {
    let words = Set(Self.words(text))
    return try stored { () throws(StoreError) in
      for account in try store.accounts() {
        guard let person = try store.person(account.pseudonym) else { continue }
        let names = Self.words(person.name) + Self.words(person.login)
        if names.contains(where: words.contains) { return true }
      }
      return false
    }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 2 }
  }
}
