import Testing
import Vocabulary

@testable import Engine

@Suite("Findings told before the end")
struct ToldFindingsTests {
  private static func finding(
    _ severity: Severity = .medium, actor: UInt32 = 1, _ name: ProtocolName = .modbus,
    indicator: UInt32? = nil
  ) -> Finding {
    let time = Timestamp(seconds: 1, nanoseconds: 0)
    var parameters = [FindingParameter(.protocolName, .protocolName(name))]
    if let indicator { parameters.append(FindingParameter(.indicator, .name(NameID(rawValue: indicator)))) }
    return Finding(
      kind: .controllerStopped, severity: severity,
      endpoints: [EndpointID(rawValue: actor), EndpointID(rawValue: 9)], parameters: parameters, first: time,
      last: time, count: 1, evidence: [])
  }

  /// Which of some findings, one after another, are news.
  private static func news(_ findings: [Finding], _ told: inout ToldFindings) -> [Bool] {
    findings.map { told.isNews($0) }
  }

  @Test("a finding is news once, and again when it is worse, not when it is better")
  func severities() {
    var told = ToldFindings()
    let findings = [Severity.medium, .medium, .critical, .high].map { Self.finding($0) }
    #expect(Self.news(findings, &told) == [true, false, true, false])
    #expect(told.dropped == 0)
  }

  @Test("another actor, protocol or indicator is another finding")
  func keys() {
    var told = ToldFindings()
    let findings = [
      Self.finding(), Self.finding(actor: 2), Self.finding(.medium, .s7comm), Self.finding(indicator: 1),
      Self.finding(indicator: 2), Self.finding(indicator: 1),
    ]
    #expect(Self.news(findings, &told) == [true, true, true, true, true, false])
  }

  @Test("beyond the limit a finding waits for the end, and is counted")
  func full() {
    var told = ToldFindings()
    let findings = (0..<UInt32(ToldFindings.findingLimit)).map { Self.finding(actor: $0) }
    #expect(Self.news(findings, &told).allSatisfy { $0 })
    let more = [
      Self.finding(actor: .max), Self.finding(.critical, actor: .max), Self.finding(.critical, actor: 0),
    ]
    #expect(Self.news(more, &told) == [false, false, true])
    #expect(told.dropped == 2)
  }
}
