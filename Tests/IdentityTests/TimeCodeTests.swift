import Foundation
import IdentityRecords
import Testing
import Vocabulary

@testable import Identity

@Suite("Codes of an authenticator app")
struct TimeCodeTests {
  static let seed = Array("12345678901234567890".utf8)

  @Test("are the vectors of RFC 4226, appendix D")
  func counters() {
    let expected = [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ]
    #expect((0..<10).map { TimeCode.code(seed: Self.seed, step: $0) } == expected)
  }

  @Test(
    "are the vectors of RFC 6238, appendix B",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
  func times(seconds: Int64, code: String) {
    // Moments end in the year 2262; the step of a later one is computed.
    #expect(TimeCode.code(seed: Self.seed, step: seconds / 30, digits: 8) == code)
  }

  @Test("agree with oathtool", .enabled(if: Tool("oathtool") != nil, "oathtool is not installed"))
  func judge() throws {
    let tool = try #require(Tool("oathtool"))
    for number in 0..<20 {
      let seed = (0..<20).map { UInt8(truncatingIfNeeded: $0 * 37 + number * 11) }
      let seconds = 1_700_000_000 + Int64(number) * 12_345_677
      let said = try tool.run(["--totp", "--base32", CodeText.seed(seed), "--now", "@\(seconds)"]).said
      let step = TimeCode.step(at: Timestamp(seconds: seconds, nanoseconds: 0))
      #expect(said == TimeCode.code(seed: seed, step: step) + "\n")
    }
  }

  @Test("are taken one step before and after, no further, and none twice or older than the last")
  func window() {
    let now = TestPlant.start
    let step = TimeCode.step(at: now)
    func taken(_ offset: Int64, after last: Int64 = .min) -> Bool {
      let code = TimeCode.code(seed: Self.seed, step: step + offset)
      return TimeCode.step(of: code, seed: Self.seed, at: now, after: last) == step + offset
    }
    #expect((-3...3).map { taken($0) } == [false, false, true, true, true, false, false])
    #expect((-1...1).map { taken($0, after: step) } == [false, false, true])
    #expect(TimeCode.step(of: "", seed: Self.seed, at: now, after: .min) == nil)
    #expect(TimeCode.step(of: "12345x", seed: Self.seed, at: now, after: .min) == nil)
    #expect(TimeCode.step(at: Timestamp(nanoseconds: -5)) == -1)
  }

  @Test("a seed's text is read as it was written, and an app's address names site and person")
  func address() {
    #expect(CodeText.octets(ofSeed: CodeText.seed(Self.seed)) == Self.seed)
    #expect(CodeText.octets(ofSeed: "1") == nil)
    #expect(
      TimeCode.address(seed: Self.seed, site: "Werk Nord", login: "anna@x")
        == "otpauth://totp/Werk%20Nord:anna%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        + "&issuer=Werk%20Nord&algorithm=SHA1&digits=6&period=30")
  }

  @Test("a code is read as people type it: blanks, small letters, O for zero")
  func typed() {
    let code = CodeText.make(random: { [UInt8]((0..<$0).map { UInt8(truncatingIfNeeded: $0 * 8) }) })
    #expect(code.count == 29)
    let hash = CodeText.hash(code, purpose: .invitation)
    #expect(
      CodeText.hash(" " + code.lowercased().replacing("0", with: "o") + " ", purpose: .invitation) == hash)
    #expect(
      CodeText.hash(code.replacing("-", with: " ").replacing("1", with: "l"), purpose: .invitation) == hash)
    #expect(CodeText.hash(code, purpose: .recovery) != hash)
    #expect(CodeText.hash(code, purpose: .invitation, subject: "p-1") != hash)
  }
}
