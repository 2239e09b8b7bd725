import BuiltProgram
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Sealing
import Storage
import Synchronization
import Testing
import Vocabulary

@testable import Console
@testable import Identity

/// The site's own certificate for its listener, over the weeks: a clock that the test moves.
@Suite("A listener's certificate")
struct IdentityRenewalTests {
  private let scratch: ScratchFolder
  private let clock: Clock
  private let devices: Devices

  private final class Clock: Sendable {
    let time = Mutex(Timestamp(seconds: Int64(Date().timeIntervalSince1970), nanoseconds: 0))
    let failures = Mutex(0)
    var now: Timestamp { time.withLock { $0 } }
    func pass(hours: Int64) { time.withLock { $0.nanoseconds += hours * 3_600_000_000_000 } }
  }

  init() throws {
    scratch = try ScratchFolder()
    let clock = Clock()
    self.clock = clock
    let store = try SiteDatabase(
      path: scratch.path + "/data/site.db", ring: KeyRing(random: SystemRandom.octets),
      random: SystemRandom.octets)
    devices = Devices(
      site: "works", store: store,
      surroundings: Surroundings(now: { clock.now }, random: SystemRandom.octets))
  }

  private func issue() throws -> ServerCertificate {
    try devices.serverCertificate(names: ["works.example"], addresses: [[10, 0, 0, 1]])
  }

  @Test("is another one, with another key, from the half of its week on, and new connections see it")
  func renews() async throws {
    let (clock, devices) = (clock, devices)
    let first = try issue()
    #expect(first.ends.nanoseconds(since: clock.now) == 7 * 86_400_000_000_000)
    let current = CurrentIdentity(try ServerIdentity(first))
    let fails = Mutex(false)
    let told = Mutex([String]())
    let renewal = IdentityRenewal(
      current: current,
      issue: {
        if fails.withLock({ $0 }) { throw IdentityError.busy }
        return try devices.serverCertificate(names: ["works.example"], addresses: [])
      }, now: { clock.now }, pause: .milliseconds(10), renewFrom: first.renewFrom,
      told: { line in told.withLock { $0.append(line) } })
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let context = try NIOSSLContext(
      configuration: try ServerIdentity.configuration(current, authority: Array(try devices.authority().utf8))
    )
    let server = try await ServerBootstrap(group: group).childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
      }
    }.bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(server.localAddress?.port)
    func shown() throws -> String {
      try BuiltProgram.run(
        program: "/bin/sh",
        [
          "-c",
          "openssl s_client -connect 127.0.0.1:\(port) </dev/null 2>/dev/null | openssl x509 -noout -serial",
        ]
      ).outputText
    }
    let task = Task { try await renewal.run() }
    let before = try shown()
    #expect(before.hasPrefix("serial="))
    clock.pass(hours: 83)
    try await Task.sleep(for: .milliseconds(100))
    #expect(try shown() == before, "its half is not over")

    fails.withLock { $0 = true }
    clock.pass(hours: 2)
    try await Self.until { told.withLock { !$0.isEmpty } }
    #expect(try shown() == before, "where there is no new one the old one stays")
    #expect(told.withLock { $0.first }?.contains("not renewed") == true)

    fails.withLock { $0 = false }
    try await Self.until { try shown() != before }
    let after = try shown()
    #expect(after != before && after.hasPrefix("serial="))
    task.cancel()
    _ = await task.result
    try await server.close()
    try await group.shutdownGracefully()
  }

  private static func until(_ holds: () throws -> Bool) async throws {
    for _ in 0..<100 {
      if try holds() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  @Test("is never taken for a device's, though the site's authority signed it")
  func isNoDevice() throws {
    let made = try issue()
    #expect(throws: IdentityError.certificate(.unknownSerial)) {
      try devices.judge(Array(made.certificate.utf8))
    }
  }

  @Test(
    "is for names that can be ones of hosts, and for addresses",
    arguments: [("works.example", true), ("10.1.2.3", true), ("-x", false), ("a b", false), ("x..y", false)])
  func names(text: String, isTaken: Bool) throws {
    let listening = try ListenAddress("127.0.0.1:8443")
    let names = try? ServedNames(given: [text], machine: "machine_1", at: listening)
    #expect((names != nil) == isTaken)
    #expect(names?.names.contains("machine_1") != true, "a machine's name that is none is left out")
    #expect(names.map { $0.names.contains("localhost") } != false)
  }
}
