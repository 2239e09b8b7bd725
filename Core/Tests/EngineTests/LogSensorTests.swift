import Engine
import Logs
import Reports
import Testing
import Vocabulary

@Suite("Logs as observations")
struct LogSensorTests {
  private struct Seen {
    var sensor = LogSensor()
    var endpoints = EndpointTable()
    var names = NameTable()
    var observations = Observations()

    mutating func take(_ line: String, from source: String? = "10.0.0.9") throws {
      let clock = LogClock(received: Timestamp(nanoseconds: 1_772_445_600_000_000_000))
      let message = try SyslogMessage(parsing: Array(line.utf8)[...], clock: clock)
      let record = LoginLine.record(message, from: source.flatMap { HostAddress($0) })
      sensor.observe(
        record, place: PacketPlace(packet: 1), endpoints: &endpoints, names: &names, into: &observations)
    }

    /// `actor > target verb object outcome person`.
    var said: [String] {
      observations.activities.map { activity in
        let (actor, target) = (
          endpoints[activity.actor].address.text, endpoints[activity.target].address.text
        )
        let object = names.text(activity.object.name)
        return
          "\(actor) > \(target) \(activity.verb.text) \(object) \(activity.outcome.text) "
          + names.text(activity.person)
      }
    }
  }

  private static let failed = "<86>Mar  2 10:00:00 pump sshd[7]: Failed password for"

  @Test("a login is authenticate, by the person, from the client to the host")
  func login() throws {
    var seen = Seen()
    try seen.take("<86>Mar  2 10:00:00 pump sshd[7]: Accepted password for anna from 10.0.0.5 port 1 ssh2")
    try seen.take("\(Self.failed) anna from 10.0.0.5 port 1 ssh2")
    #expect(
      seen.said == [
        "10.0.0.5 > 10.0.0.9 authenticate anna succeeded anna",
        "10.0.0.5 > 10.0.0.9 authenticate anna refused anna",
      ])
    #expect(seen.observations.activities.map(\.name) == [.ssh, .ssh])
  }

  @Test("what is told twice counts once, what is told for several counts for each")
  func counts() throws {
    var seen = Seen()
    try seen.take("<86>Mar  2 10:00:00 pump sshd[7]: Invalid user bob from 10.0.0.5 port 1")
    try seen.take("\(Self.failed) invalid user bob from 10.0.0.5 port 1 ssh2")
    try seen.take(
      "<86>Mar  2 10:00:00 p sshd[7]: pam_unix(sshd:auth): authentication failure; rhost=10.0.0.5 user=bob"
    )
    #expect(seen.observations.activities.count == 1)
    try seen.take("\(Self.failed) invalid user bob from 10.0.0.5 port 1 ssh2")
    #expect(seen.observations.activities.count == 2)
    try seen.take(
      "<86>Mar  2 10:00:00 p sshd: message repeated 3 times: [ Failed password for anna from 10.0.0.5 port 1]"
    )
    #expect(seen.observations.activities.count == 5)
  }

  @Test("sudo is operate, at the host itself")
  func sudo() throws {
    var seen = Seen()
    try seen.take("<86>Mar  2 10:00:00 pump sudo: anna : TTY=p ; PWD=/ ; USER=root ; COMMAND=/bin/ls")
    #expect(seen.said == ["10.0.0.9 > 10.0.0.9 operate /bin/ls succeeded anna"])
  }

  @Test("a host is the endpoint that goes by its name, before the address that the log came from")
  func names() throws {
    var seen = Seen()
    let pump = seen.endpoints.intern(Endpoint(HostAddress(ipv4: 0x0A00_0007), vlan: 3))
    let fact = IdentityFact(
      time: Timestamp(nanoseconds: 0), place: PacketPlace(packet: 1), endpoint: pump, attribute: .hostname,
      value: seen.names.intern("PUMP.plant.example"), source: "test")
    seen.sensor.learn([fact], names: seen.names)
    try seen.take("\(Self.failed) anna from 10.0.0.5 port 1 ssh2")
    #expect(seen.observations.activities.map(\.target) == [pump])
  }

  @Test("a record of no host is counted and says nothing")
  func homeless() throws {
    var seen = Seen()
    try seen.take("\(Self.failed) anna from 10.0.0.5 port 1 ssh2", from: nil)
    #expect(seen.observations.activities.isEmpty)
    #expect(seen.sensor.homeless == 1)
  }
}

@Suite("Logs in an inspection")
struct InspectedLogTests {
  @Test(
    "passwords that are tried are a finding though only the log tells of them, few are not",
    arguments: [9, 12])
  func bruteForce(tries: Int) throws {
    var inspection = Inspection()
    let clock = LogClock(received: Timestamp(nanoseconds: 1_772_445_600_000_000_000))
    for number in 1...tries {
      // Not by the clock, as a service that forgot its password would.
      let second = number * 2 + number % 2
      let line =
        "<86>Mar  2 10:00:\(second / 10)\(second % 10) pump sshd[\(number)]: "
        + "Failed password for anna from 10.0.0.5 port \(number) ssh2"
      let message = try SyslogMessage(parsing: Array(line.utf8)[...], clock: clock)
      inspection.take(
        LoginLine.record(message, from: HostAddress("10.0.0.9")), place: PacketPlace(packet: UInt32(number)))
    }
    inspection.finish()
    let kinds = inspection.report(captures: []).findings.map(\.kind)
    #expect(kinds.contains(.bruteForce) == (tries > 10))
  }
}
