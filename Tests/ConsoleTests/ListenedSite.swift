import BuiltProgram
import Foundation
import Synchronization
import Testing

@testable import Identity

/// A site that `bulkhead listen` serves on a free port of this machine, for one test.
final class ListenedSite: Sendable {
  static let password = "seven wet boots in the rain"

  let scratch: ScratchFolder
  let data: String
  /// As `127.0.0.1:40123`.
  let address: String
  /// The code of the administrator's account.
  let firstCode: String
  private let process: Process

  init(_ options: [String] = []) throws {
    scratch = try ScratchFolder()
    data = scratch.path + "/works"
    let made = try BuiltProgram.run(["site", "make", "works", "--data", data, "--system-user", "nobody-here"])
    try #require(made.status == 0, "\(made.errorText)")
    firstCode = String(try #require(made.outputText.split { $0 == "\n" || $0 == " " }.last))
    (process, address) = try Self.start(data, options, in: scratch)
  }

  deinit { process.terminate() }

  /// Starts a listener, and waits for the line that says where it listens.
  static func start(
    _ data: String, _ options: [String], in scratch: ScratchFolder
  ) throws -> (Process, address: String) {
    let process = Process()
    process.executableURL = URL(filePath: BuiltProgram.path)
    process.arguments = ["listen", "--data", data, "--address", "127.0.0.1:0"] + options
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: URL(filePath: try scratch.file("errors", [])))
    try process.run()
    var line = Data()
    while let octet = try output.fileHandleForReading.read(upToCount: 1), octet.first != 0x0A, !octet.isEmpty
    {
      line += octet
    }
    let words = String(decoding: line, as: UTF8.self).split(separator: "/")
    return (process, String(try #require(words.last, "it does not listen")))
  }

  var port: String { String(address.split(separator: ":").last ?? "") }
  var number: Int32 { process.processIdentifier }

  /// What the listener said to who runs it.
  var errors: String { (try? String(contentsOfFile: scratch.path + "/errors", encoding: .utf8)) ?? "" }

  /// Ends it as a service manager does. - Returns: its exit status, and after how long it was gone
  func stop() -> (status: Int32, after: Duration) {
    let began = ContinuousClock.now
    process.terminate()
    process.waitUntilExit()
    return (process.terminationStatus, ContinuousClock.now - began)
  }

  /// Entries of the ledger, as a line of JSON each.
  func ledger() throws -> [String] {
    let copy = try ScratchFolder()
    try FileManager.default.copyItem(atPath: data + "/ledger", toPath: copy.path + "/ledger")
    return try BuiltProgram.run(["ledger", "export", copy.path + "/ledger"]).outputText
      .split(separator: "\n").map(String.init)
  }

  /// Opens the administrator's account and binds an app, over the wire.
  func opened(by client: Client) throws -> Administrator {
    try opened("administrator", firstCode, by: client)
  }

  func opened(_ login: String, _ code: String, by client: Client) throws -> Administrator {
    try client.post("open", ["code": code, "password": Self.password]).expect(200)
    try client.post("sign-in", ["login": login, "password": Self.password]).expect(200)
    let made = try client.post("second-factor").expect(200)
    let seed = try #require(made.text("seed"))
    let octets = try #require(CodeText.octets(ofSeed: seed))
    let step = Int64(Date().timeIntervalSince1970) / 30
    let code = TimeCode.code(seed: octets, step: step - 1)
    let bound = try client.post("second-factor/confirm", ["seed": seed, "code": code]).expect(200)
    return Administrator(recoveryCodes: try #require(bound.texts("recoveryCodes")))
  }

  /// What the administrator has in hand: each code works once.
  final class Administrator: Sendable {
    private let codes: Mutex<[String]>

    init(recoveryCodes: [String]) { codes = Mutex(recoveryCodes) }

    var code: String { codes.withLock { $0.popLast() ?? "" } }

    func signIn(_ client: Client) throws -> Reply {
      try client.post(
        "sign-in", ["login": "administrator", "password": ListenedSite.password, "code": code])
    }
  }

  /// A device whose certificate the administrator approved at the machine itself.
  func device(_ name: String, by administrator: Administrator) throws -> Enrolled {
    let (key, request) = try request(name)
    let shown = try BuiltProgram.run(
      program: "/bin/sh",
      ["-c", "openssl req -in \(request) -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum"])
    let fingerprint = String(try #require(shown.outputText.split(separator: " ").first))
    let typed = try scratch.file(
      "typed", Array("administrator\n\(Self.password)\n\(administrator.code)\n".utf8))
    let approved = try BuiltProgram.run(
      ["device", "approve", request, "--name", name, "--fingerprint", fingerprint, "--data", data],
      input: typed)
    try #require(approved.status == 0, "\(approved.errorText)")
    return Enrolled(
      certificate: try scratch.file("\(name).pem", Array(approved.output)), key: key)
  }

  struct Enrolled: Sendable {
    let certificate: String
    let key: String
  }

  func openssl(_ arguments: [String]) throws -> String {
    let ran = try BuiltProgram.run(program: "/usr/bin/env", ["openssl"] + arguments)
    try #require(ran.status == 0, "\(ran.errorText)")
    return ran.outputText
  }
}
