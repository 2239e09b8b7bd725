import BuiltProgram
import Foundation
import Testing

/// The owner's policies of a site, as its people set them.
extension SiteTests {
  private var manager: String { "mona" }

  /// A site whose plant manager may change policies; codes of the manager's, and the machine's user an
  /// auditor.
  private func madeWithManager(user: String = "auditor") throws -> [String] {
    try made()
    var codes = try bindApp("administrator")
    for (login, role, options) in [
      ("mona", "plant-manager", []), ("ada", user, ["--system-user", NSUserName()]),
    ] as [(String, String, [String])] {
      let invited = try run(
        ["account", "invite", login, "--name", "Vestergaard \(login)", "--role", role] + options,
        typing: ["administrator", Self.password, codes.removeLast()])
      try open(invited.outputText)
    }
    return try bindApp(manager)
  }

  private func policies(
    _ words: [String], _ code: String, reason: String = "agreed with the shift"
  ) throws -> BuiltProgram.Run {
    try run(
      ["access", "policies"] + words + ["--reason", reason], typing: [manager, Self.password, code])
  }

  private func file(_ name: String, _ text: String) throws -> String {
    try scratch.file(name, Array(text.utf8))
  }

  private func digest(_ text: String) throws -> String {
    try #require(text.firstMatch(of: /holds now: ([0-9a-f]{64})/).map { String($0.output.1) })
  }

  private static let noLists = """
    @id("no-lists") @says("Lists of accounts are not looked at.")
    forbid (principal, action == Action::"viewAccounts", resource);
    """

  @Test("policies hold from the next act on, the ledger names set, reason and policy, and one can go back")
  func setsPolicies() throws {
    var codes = try madeWithManager()
    #expect(try run(["account", "list"]).status == 0)
    #expect(try run(["access", "policies", "list"]).outputText.contains("shipped policies alone"))

    // What a run that was cut off left behind.
    let leftover = data + "/policies/" + String(repeating: "a", count: 64) + ".new"
    for folder in [data + "/policies", leftover] {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }
    #expect(try run(["account", "list"]).status == 0)
    let own = try file("lists.cedar", Self.noLists)
    let unproved = try policies(["set", own], "")
    #expect(unproved.status == 1, "a second factor is asked for")
    let named = try policies(["set", own], codes.removeLast(), reason: "Ada asked")
    #expect(named.status == 1 && named.errorText.contains("names somebody"), "\(named.errorText)")
    #expect(try run(["account", "list"]).status == 0, "nothing was set")

    let set = try policies(["set", own], codes.removeLast())
    try #require(set.status == 0, "\(set.errorText)")
    let digest = try digest(set.outputText)
    #expect(!FileManager.default.fileExists(atPath: leftover))
    #expect(set.outputText.contains("Lost") && set.outputText.contains("auditor"), "\(set.outputText)")
    let listed = try run(["account", "list"])
    #expect(listed.status == 1 && listed.errorText.contains("(own:no-lists)"), "\(listed.errorText)")
    let told = try ledger().split(separator: "\n").filter {
      $0.contains("Policy/\(digest)") && $0.contains("agreed with the shift")
    }
    #expect(told.count == 2 && told[0].contains("\"begun\"") && told[1].contains("\"done\""), "\(told)")
    #expect(try ledger().contains("\"own:no-lists\""))

    // Whoever has the folder can work the digest out.
    let summed = try BuiltProgram.run(
      program: "/bin/sh",
      [
        "-c", "cd \"$0\" && sha256sum -c --quiet SHA256SUMS && sha256sum SHA256SUMS",
        data + "/policies/\(digest)",
      ])
    #expect(summed.outputText.hasPrefix(digest), "\(summed.outputText)\(summed.errorText)")

    let shown = try run(["access", "policies", "show"])
    #expect(shown.outputText.contains(Self.noLists) && shown.outputText.contains(digest))
    let none = try policies(["set", "--none"], codes.removeLast())
    #expect(none.status == 0 && none.outputText.contains("Gained"), "\(none.errorText)")
    #expect(try run(["account", "list"]).status == 0)
    let unknown = try policies(["restore", String(repeating: "0", count: 64)], codes.removeLast())
    #expect(unknown.status == 1 && unknown.errorText.contains("no set that is kept"), "\(unknown.errorText)")
    let back = try policies(["restore", digest], codes.removeLast())
    try #require(back.status == 0, "\(back.errorText)")
    #expect(try run(["account", "list"]).status == 1)
    let history = try run(["access", "policies", "list"])
    #expect(history.outputText.split(separator: "\n").count == 3, "\(history.outputText)")
    #expect(history.outputText.hasPrefix(digest))
  }

  @Test("what is wrong with a set is said with its place, and nothing changes; nor is anybody locked out")
  func refusesPolicies() throws {
    var codes = try madeWithManager()
    let good = try file("good.cedar", "permit (principal, action == Action::\"viewSite\", resource);")
    let bad = try file(
      "bad.cedar", "permit (principal is User, action, resource)\nwhen { principal.shoeSize == 1 };")
    for (files, words) in [
      ([good, bad], "bad.cedar: line 2, column "),
      (
        [try file("lock.cedar", "forbid (principal, action == Action::\"changePolicies\", resource);")],
        "lock.cedar: line 1: changePolicies is decided by the shipped policies alone"
      ),
    ] {
      let ran = try run(["access", "policies", "set", "--reason", "because it is so"] + files)
      #expect(
        ran.status == 1 && ran.errorLines.count == 1 && ran.errorText.contains(words), "\(ran.errorText)")
    }
    let everything = try file("all.cedar", "forbid (principal, action, resource);")
    let refused = try policies(["set", everything], codes.removeLast())
    #expect(refused.status == 1 && refused.errorText.contains("nobody could viewLedger any more"))
    #expect(try run(["access", "policies", "list"]).outputText.contains("shipped policies alone"))
    let checked = try BuiltProgram.run(["access", "policies", "check", everything])
    #expect(checked.status == 1 && checked.errorText.contains("nobody could viewLedger any more"))
    #expect(try BuiltProgram.run(["access", "policies", "check", bad]).status == 1)
    let fine = try BuiltProgram.run(["access", "policies", "check", good])
    #expect(fine.status == 0 && fine.outputText.contains("nothing changes"), "\(fine.outputText)")

    // All that could be forbidden is, and policies are changed all the same.
    let most = try file(
      "most.cedar",
      """
      forbid (principal, action, resource)
      unless {
        [Action::"viewLedger", Action::"exportLedger", Action::"assignRole"].contains(action) ||
        action in Action::"makingSafe"
      };
      """)
    let set = try policies(["set", most], codes.removeLast())
    try #require(set.status == 0, "\(set.errorText)")
    #expect(try run(["access", "policies", "list"]).status == 1)
    #expect(try policies(["set", "--none"], codes.removeLast()).status == 0)
    #expect(try run(["access", "policies", "list"]).status == 0)
  }

  @Test(
    "a file that was changed, taken away or laid there lets nobody through, and is put right by the same door"
  )
  func tamperedPolicies() throws {
    var codes = try madeWithManager()
    let own = try file("own.cedar", "permit (principal, action == Action::\"viewSite\", resource);")
    let first = try digest(try policies(["set", own], codes.removeLast()).outputText)
    let second = try digest(
      try policies(["set", own, try file("lists.cedar", "// nothing yet\n")], codes.removeLast()).outputText)
    let folder = data + "/policies/" + second
    let whole = try Data(contentsOf: URL(filePath: folder + "/own.cedar"))
    let widened = Data("permit (principal, action, resource);".utf8)
    for (place, octets) in [
      (folder + "/own.cedar", widened), (folder + "/own.cedar", nil), (folder + "/SHA256SUMS", widened),
      (folder + "/more.cedar", widened), (data + "/policies/more.cedar", widened),
    ] {
      let before = FileManager.default.contents(atPath: place)
      if let octets {
        try octets.write(to: URL(filePath: place))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place)
      } else {
        try FileManager.default.removeItem(atPath: place)
      }
      let ran = try run(["account", "list"])
      #expect(
        ran.status == 1 && ran.errorLines.count == 1 && ran.errorText.contains(place), "\(ran.errorText)")
      #expect(try run(["access", "policies", "list"]).status == 0, "what held can be looked at")
      if let before {
        try before.write(to: URL(filePath: place))
      } else {
        try? FileManager.default.removeItem(atPath: place)
      }
      if octets == nil { try whole.write(to: URL(filePath: place)) }
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/own.cedar")
      let after = try run(["account", "list"])
      #expect(after.status == 0, "\(place): \(after.errorText)")
    }
    #expect(try ledger().contains("\"viewAccounts\"") && ledger().contains("\"denied\""))

    try widened.write(to: URL(filePath: folder + "/own.cedar"))
    let stranger = try run(
      ["access", "policies", "set", "--none", "--reason", "put it right"],
      typing: ["administrator", Self.password, ""])
    #expect(stranger.status == 1, "the shipped policies decide")
    let back = try policies(["restore", first], codes.removeLast())
    try #require(back.status == 0, "\(back.errorText)")
    #expect(try run(["account", "list"]).status == 0)
    let again = try policies(["set", own, scratch.path + "/lists.cedar"], codes.removeLast())
    #expect(again.status == 0 && again.outputText.contains(second), "what is broken is laid anew")
    #expect(try run(["account", "list"]).status == 0)
  }

  static let canTrace =
    (try? BuiltProgram.run(program: "/usr/bin/env", ["strace", "-o", "/dev/null", "true"]).status) == 0

  @Test(
    "killed at any folder or file that it puts in place, the old set holds or the new one, never half of it",
    .enabled(if: canTrace, "strace is missing, or nothing may be traced here"),
    arguments: ["mkdir", "rename"])
  func killedPolicies(call: String) throws {
    let codes = try madeWithManager()
    let files = [try file("lists.cedar", Self.noLists), try file("more.cedar", "// a second file\n")]
    let typed = try file("typed", [manager, Self.password, codes[0]].map { $0 + "\n" }.joined())
    var killed = 0
    while killed < 32 {
      // The same code works in each copy, once.
      let copy = scratch.path + "/copy-\(killed)"
      try FileManager.default.copyItem(atPath: data, toPath: copy)
      let trace = scratch.path + "/trace"
      _ = try BuiltProgram.run(
        program: "/usr/bin/env",
        [
          "strace", "-f", "-o", trace, "-e", "inject=\(call):signal=KILL:when=\(killed + 1)",
          BuiltProgram.path,
        ]
          + ["access", "policies", "set"] + files + ["--reason", "agreed with the shift", "--data", copy],
        input: typed)
      guard try String(contentsOfFile: trace, encoding: .utf8).contains("killed by SIGKILL") else { break }
      killed += 1
      let listed = try BuiltProgram.run(["account", "list", "--data", copy])
      let isNew = listed.status == 1 && listed.errorText.contains("(own:no-lists)")
      #expect(listed.status == 0 || isNew, "\(killed): \(listed.errorText)")
      let policies = try BuiltProgram.run(["access", "policies", "list", "--data", copy])
      #expect(policies.status == 0 && policies.outputText.contains("none:") != isNew, "\(policies.errorText)")
    }
    #expect((2..<32).contains(killed), "\(killed)")
  }

  @Test("a backup carries the policies that hold and those that held, and a restore decides by them")
  func restoresPolicies() throws {
    var codes = try madeWithManager(user: "it-administrator")
    let key = scratch.path + "/rescue"
    try #require(try BuiltProgram.run(["recovery-key", key]).status == 0)
    let lists = try file("lists.cedar", Self.noLists)
    let first = try digest(try policies(["set", lists], codes.removeLast()).outputText)
    let second = try policies(
      ["set", lists, try file("more.cedar", "// the same, and a second file\n")], codes.removeLast())
    #expect(second.outputText.contains("nothing changes"), "\(second.outputText)")
    let backup = scratch.path + "/copy"
    let made = try run(["backup", "--out", backup, "--recovery", key + ".pub"])
    try #require(made.status == 0, "\(made.errorText)")
    let place = scratch.path + "/restored"
    let restored = try BuiltProgram.run(
      ["restore", backup, "--recovery", key, "--no-newer", "--data", place])
    try #require(restored.status == 0, "\(restored.errorText)")
    let same = try BuiltProgram.run(
      program: "/usr/bin/diff", ["-r", "-x", "lock", data + "/policies", place + "/policies"])
    #expect(same.status == 0, "\(same.outputText)")
    #expect(FileManager.default.fileExists(atPath: place + "/policies/\(first)/lists.cedar"))
    let listed = try BuiltProgram.run(["account", "list", "--data", place])
    #expect(listed.status == 1 && listed.errorText.contains("own:no-lists"), "\(listed.errorText)")
  }

  @Test("an account's zones are given by invitation and changed on record, and policies read them")
  func zones() throws {
    try made()
    var codes = try bindApp("administrator")
    let invited = try run(
      [
        "account", "invite", "ada", "--name", "Ada Quist", "--role", "auditor", "--zone", "cell-1", "--zone",
        "cell-2", "--system-user", NSUserName(),
      ], typing: ["administrator", Self.password, codes.removeLast()])
    try open(invited.outputText)
    #expect(try run(["account", "list"]).outputText.contains("auditor  (cell-1, cell-2)"))
    let manager = try run(
      ["account", "invite", "mona", "--name", "Mona Vestergaard", "--role", "plant-manager"],
      typing: ["administrator", Self.password, codes.removeLast()])
    try open(manager.outputText)
    var own = try bindApp("mona")
    let byZone = try file(
      "zones.cedar",
      """
      forbid (principal is User, action == Action::"viewAccounts", resource)
      unless { principal.zones.contains(Zone::"cell-2") };
      """)
    #expect(try policies(["set", byZone], own.removeLast()).status == 0)
    #expect(try run(["account", "list"]).status == 0)
    let fewer = try run(
      ["account", "zones", "ada", "--zone", "cell-1"], typing: ["mona", Self.password, own.removeLast()])
    try #require(fewer.status == 0, "\(fewer.errorText)")
    let listed = try run(["account", "list"])
    #expect(listed.status == 1 && listed.errorText.contains("own:zones.cedar#policy0"), "\(listed.errorText)")
    #expect(try ledger().contains("\"assignZone\""))
    let oneself = try run(
      ["account", "zones", "mona", "--zone", "cell-1"], typing: ["mona", Self.password, own.removeLast()])
    #expect(oneself.status == 1 && oneself.errorText.contains("not-on-oneself"), "\(oneself.errorText)")
    for (wrong, words) in [
      (["--zone", "two words"], "a zone's name has"), (["--zone", ""], "a zone's name has"),
      ((0...64).flatMap { ["--zone", "z\($0)"] }, "at most 64"),
    ] {
      let ran = try run(["account", "zones", "ada"] + wrong)
      #expect(ran.status != 0 && ran.errorText.contains(words), "\(ran.errorText)")
    }
  }
}
