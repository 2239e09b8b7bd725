import IdentityRecords
import Testing
import Vocabulary

@testable import Storage

/// Which of the owner's policies hold, and what an account's zones may be.
@Suite("Sets of policies in the database")
struct PolicyRecordTests {
  let site: SampleSite

  init() throws { site = try SampleSite() }

  private func held(_ number: UInt8) -> HeldPolicies {
    HeldPolicies(
      PolicyDigest([UInt8](repeating: number, count: 32)),
      since: Timestamp(seconds: Int64(number), nanoseconds: 0))
  }

  @Test("a set comes to hold in place of the one that was seen, or not at all; the oldest give way")
  func holds() throws {
    let database = try site.open()
    #expect(try database.currentPolicies() == nil)
    #expect(try database.heldPolicies().isEmpty)
    #expect(try database.hold(held(1), inPlaceOf: nil, limit: 3))
    #expect(try database.hold(held(2), inPlaceOf: nil, limit: 3) == false, "one holds meanwhile")
    #expect(try database.hold(held(2), inPlaceOf: held(9).digest, limit: 3) == false)
    #expect(try database.currentPolicies() == held(1).digest)
    for number in 2...5 as ClosedRange<UInt8> {
      #expect(try database.hold(held(number), inPlaceOf: held(number - 1).digest, limit: 3))
    }
    // Gone back to: it holds again, and stands there twice.
    #expect(try database.hold(held(4), inPlaceOf: held(5).digest, limit: 3))
    #expect(try database.heldPolicies() == [held(4), held(5), held(4)])
    // Another process sees it at once.
    #expect(try site.open().currentPolicies() == held(4).digest)
  }

  @Test("of two that put a set in place of the same one, one does")
  func race() async throws {
    let (first, second) = (try site.open(), try site.open())
    let won = try await withThrowingTaskGroup(of: Bool.self) { group in
      for (number, database) in [(1, first), (2, second), (3, first), (4, second)] as [(UInt8, SiteDatabase)]
      {
        let mine = held(number)
        group.addTask { try database.hold(mine, inPlaceOf: nil, limit: 9) }
      }
      var count = 0
      for try await isHeld in group where isHeld { count += 1 }
      return count
    }
    #expect(won == 1)
    #expect(try first.heldPolicies().count == 1)
  }

  @Test("zones are kept, changed and forgotten with the account, within their limits")
  func zones() throws {
    let database = try site.open()
    var account = SampleSite.account(1)
    account.zones = ["cell-1", "cell-2"]
    #expect(try database.add(account, person: SampleSite.person(1)))
    #expect(try database.account(account.pseudonym)?.zones == ["cell-1", "cell-2"])
    account.zones = Set((0..<Account.zoneLimit).map { "z\($0)" })
    try database.change(account)
    #expect(try database.account(account.pseudonym)?.zones.count == Account.zoneLimit)
    for zones: Set<String> in [
      account.zones.union(["more"]), [""], ["two words"], [String(repeating: "z", count: 65)],
    ] {
      var wrong = account
      wrong.zones = zones
      #expect(throws: StoreError.self) { try database.change(wrong) }
    }
    #expect(try database.account(account.pseudonym)?.zones == account.zones, "nothing was changed")
    try database.forget(account.pseudonym, at: SampleSite.start)
    #expect(try database.account(account.pseudonym)?.zones.isEmpty == true)
  }
}
