import BuiltProgram
import Foundation
import IdentityRecords
import Sealing
import Testing
import Vocabulary

@testable import Identity

/// Figures of this machine. They fail on nothing that a slow or busy machine decides; they are printed.
///
///     BULKHEAD_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter MeasuredTests
@Suite(
  "Measured",
  .enabled(
    if: ProcessInfo.processInfo.environment["BULKHEAD_MEASURE"] == "1", "BULKHEAD_MEASURE=1 is not set"),
  .serialized)
struct MeasuredTests {
  func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let duration = try ContinuousClock().measure(body).components
    return Double(duration.seconds) * 1e3 + Double(duration.attoseconds) / 1e15
  }

  @Test("what one guess costs")
  func scrypt() throws {
    for cost in [ScryptCost(logN: 15, r: 8, p: 1), ScryptCost(logN: 16, r: 8, p: 1), .standard] {
      let hasher = PasswordHasher(cost: cost, random: SystemRandom.octets)
      let times = try (0..<15).map { number in
        try milliseconds { _ = try hasher.hash(Password("password \(number)")) }
      }.sorted()
      print("scrypt \(cost): \(cost.memoryOctets >> 20) MiB, median \(Int(times[7])) ms of 15")
    }
  }

  @Test("whether time tells a name that somebody has from one that nobody has")
  func enumeration() throws {
    let plant = try TestPlant(cost: .standard)
    _ = try plant.worker()
    var times: [String: [Double]] = ["anna": [], "nobody": []]
    // Taken in turns, so that what else the machine does falls on both.
    for round in 0..<99 {  // The hundredth closes the name.
      for login in round.isMultiple(of: 2) ? ["anna", "nobody"] : ["nobody", "anna"] {
        let device = TestPlant.device(UInt8(round + 2))
        plant.pass(.seconds(2 * 3600))
        let time = milliseconds {
          _ = refusal { _ = try plant.signIn(login, password: "wrong", device: device, address: "\(round)") }
        }
        times[login, default: []].append(time)
      }
    }
    let (known, unknown) = (times["anna", default: []].sorted(), times["nobody", default: []].sorted())
    for (name, sorted) in [("known", known), ("unknown", unknown)] where !sorted.isEmpty {
      let (count, median) = (sorted.count, sorted[sorted.count / 2])
      print(
        "\(name): n \(count), median \(median) ms, quartiles \(sorted[count / 4]), \(sorted[count * 3 / 4])"
      )
    }
    // How often a known name took longer: half of the pairs where nothing can be told (Mann and Whitney).
    let longer = known.map { one in unknown.count { $0 < one } }.reduce(0, +)
    let share = Double(longer) / Double(max(1, known.count * unknown.count))
    let (n, m) = (Double(known.count), Double(unknown.count))
    let z = (share - 0.5) * n * m / (n * m * (n + m + 1) / 12).squareRoot()
    print("a known name took longer in \(share * 100) % of the pairs; z = \(z)")
  }

  @Test("what a decision costs: a session, a certificate, a token; and how fast a revocation holds elsewhere")
  func decisions() throws {
    let plant = try TestPlant()
    _ = try plant.worker()
    let session = try plant.signIn(device: TestPlant.device(1))
    let (id, certificate) = try plant.certificate()
    let token = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(600))
    func each(_ name: String, _ body: () throws -> Void) rethrows {
      let times = try (0..<2_000).map { _ in try milliseconds(body) }.sorted()
      print("\(name): p50 \(Int(times[1_000] * 1e3)) µs, p99 \(Int(times[1_980] * 1e3)) µs")
    }
    try each("session") { _ = try plant.people.atWork(session.token, device: TestPlant.device(1)) }
    try each("certificate") { _ = try plant.devices.judge(certificate) }
    try each("token") { _ = try plant.devices.read(token, audience: "gateway") }
    let elsewhere = try plant.secondProcess()
    let serial = try #require(try plant.store.certificates(of: id).first).serial
    let time = try milliseconds {
      try plant.devices.revoke(serial: serial, reason: .lost)
      #expect(refusal { _ = try elsewhere.devices.judge(certificate) } == .certificate(.revoked))
    }
    print("revocation, durable, until another process refuses: \(time) ms")
  }

  @Test("what a search in a file of stolen passwords costs")
  func breaches() throws {
    let plant = try TestPlant()
    let path = plant.folder.path + "/stolen.txt"
    try plant.folder.file("stolen.txt", [])
    let file = try #require(FileHandle(forWritingAtPath: path))
    let lines = 2_000_000
    for start in stride(from: 0, to: lines, by: 100_000) {
      var text = ""
      for number in start..<(start + 100_000) {
        let hash = String(UInt64(number) &* 9_223_372_036_850, radix: 16, uppercase: true)
        text += String(repeating: "0", count: 16 - hash.count) + hash + "000000000000000000000000:1\r\n"
      }
      try file.write(contentsOf: Data(text.utf8))
    }
    let size = try file.offset() >> 20
    try file.close()
    let stolen = BreachFile(path: path)
    let times = try (0..<1_000).map { number in
      try milliseconds { _ = try stolen.times(Password("password \(number)")) }
    }.sorted()
    print("\(lines) lines, \(size) MiB: p50 \(Int(times[500] * 1e3)) µs, p99 \(Int(times[990] * 1e3)) µs")
  }
}
