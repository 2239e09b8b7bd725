import BuiltProgram
import Foundation
import Testing

/// Policies that another process puts in place while the listener runs.
@Suite("A listener and new policies")
struct PolicyChangeTests {
  @Test("its next decision is made by the set that was just put in place, and by the next one again")
  func promptly() throws {
    let site = try ListenedSite()
    let administrator = try site.opened(by: try Client(of: site))
    let laptop = try Client(of: site, at: try site.device("laptop-7", by: administrator))
    try administrator.signIn(laptop).expect(200)
    try laptop.get("accounts").expect(200)

    let manager = try plantManager(of: site, by: administrator)
    let own = try site.scratch.file(
      "lists.cedar",
      Array("@id(\"no-lists\") forbid (principal, action == Action::\"viewAccounts\", resource);".utf8))
    try change(site, manager, ["set", own])
    let refused = try laptop.get("accounts").expect(403)
    #expect(refused.body.contains("own:no-lists"), "\(refused.body)")
    try change(site, manager, ["set", "--none"])
    try laptop.get("accounts").expect(200)
    try change(site, manager, ["set", own])
    try laptop.get("accounts").expect(403)
  }

  @Test("what it read while it was whole it goes on deciding by")
  func goesOn() throws {
    let site = try ListenedSite()
    let administrator = try site.opened(by: try Client(of: site))
    let laptop = try Client(of: site, at: try site.device("laptop-7", by: administrator))
    try administrator.signIn(laptop).expect(200)
    let manager = try plantManager(of: site, by: administrator)
    let own = try site.scratch.file(
      "lists.cedar", Array("forbid (principal, action == Action::\"viewDevices\", resource);".utf8))
    try change(site, manager, ["set", own])
    try laptop.get("devices").expect(403)
    for folder in try FileManager.default.contentsOfDirectory(atPath: site.data + "/policies")
    where folder.count == 64 {
      try FileManager.default.removeItem(atPath: site.data + "/policies/\(folder)/lists.cedar")
    }
    try laptop.get("devices").expect(403)
    try laptop.get("accounts").expect(200)
    try change(site, manager, ["set", "--none"])
    try laptop.get("devices").expect(200)
  }

  /// The sign-in name and the codes of somebody who may change policies.
  private func plantManager(
    of site: ListenedSite, by administrator: ListenedSite.Administrator
  ) throws -> ListenedSite.Administrator {
    let typed = try site.scratch.file(
      "typed", Array("administrator\n\(ListenedSite.password)\n\(administrator.code)\n".utf8))
    let invited = try BuiltProgram.run(
      ["account", "invite", "mona", "--name", "M", "--role", "plant-manager", "--data", site.data],
      input: typed)
    let code = String(try #require(invited.outputText.split { $0.isWhitespace }.last, "\(invited.errorText)"))
    return try site.opened("mona", code, by: try Client(of: site))
  }

  private func change(
    _ site: ListenedSite, _ manager: ListenedSite.Administrator, _ words: [String]
  ) throws {
    let typed = try site.scratch.file(
      "typed", Array("mona\n\(ListenedSite.password)\n\(manager.code)\n".utf8))
    let ran = try BuiltProgram.run(
      ["access", "policies"] + words + ["--reason", "agreed with the shift", "--data", site.data],
      input: typed)
    try #require(ran.status == 0, "\(ran.errorText)")
  }
}
