public import IdentityRecords

extension People {
  /// What new passwords are held against.
  public func passwordSettings() throws(IdentityError) -> PasswordSettings {
    try stored { () throws(StoreError) in try store.passwordSettings() }
  }

  /// Holds passwords that are set from now on against these words and this file.
  ///
  /// - Parameters:
  ///   - texts: words and names; of each, the single words that are long enough to tell anything are taken
  ///   - stolenPath: a file as ``BreachFile`` reads it; nil for none
  /// - Returns: what was taken
  public func holdPasswords(
    against texts: [String], stolenPath: String?
  ) throws(IdentityError) -> PasswordSettings {
    let words = WordForm.words(in: texts).filter {
      PasswordSettings.wordLength.contains($0.unicodeScalars.count)
    }
    guard words.count <= PasswordSettings.wordLimit else {
      throw .tooManyWords(words.count, limit: PasswordSettings.wordLimit)
    }
    if let stolenPath { try BreachFile(path: stolenPath).check() }
    let settings = PasswordSettings(words: words, stolenPath: stolenPath)
    try stored { () throws(StoreError) in try store.set(settings) }
    return settings
  }

  /// How hard a password is to guess, before it is set.
  public func strength(of password: String) throws(IdentityError) -> PasswordStrength {
    PasswordStrength(of: Password(password), words: try passwordSettings().words + [site])
  }

  /// A new password; every session of the account ends.
  public func changePassword(_ password: String, of pseudonym: Pseudonym) throws(IdentityError) {
    let now = try time()
    _ = try account(pseudonym)
    let text = try judgedHash(password, of: pseudonym)
    try stored { () throws(StoreError) in
      try store.setPassword(StoredPassword(text, set: now), of: pseudonym)
      try store.endAll(of: pseudonym)
    }
  }

  /// The hash of a password that is taken.
  func judgedHash(_ password: String, of name: Pseudonym) throws(IdentityError) -> String {
    let person = try stored { () throws(StoreError) in try store.person(name) }
    let seed = try stored { () throws(StoreError) in try store.seed(of: name) }
    let words = person.map { [$0.login, $0.name] + ($0.systemUser.map { [$0] } ?? []) } ?? []
    let settings = try passwordSettings()
    let rules = PasswordRules(
      plantWords: settings.words + [site], breachFile: settings.stolenPath.map { BreachFile(path: $0) })
    let password = Password(password)
    let faults = try rules.faults(of: password, hasSecondFactor: seed != nil, personWords: words)
    guard faults.isEmpty else { throw .password(faults) }
    return try hasher.hash(password)
  }
}
