// swift-tools-version: 6.2
import PackageDescription

/// Everything that touches the world: files, the command line, and the rules of the house as tests.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Bulkhead",
  products: [
    .executable(name: "bulkhead", targets: ["bulkhead"])
  ],
  dependencies: [
    .package(path: "Core"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Why each is here, and what it adds to a build: ARCHITECTURE.md, "What it depends on".
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    // What Hummingbird itself stands on, named because the console uses it by name.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
  ],
  targets: [
    .target(
      name: "CaptureFiles",
      dependencies: [
        .product(name: "Captures", package: "Core"), .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
    .systemLibrary(name: "CTimex"),
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    .target(
      name: "LiveCapture",
      dependencies: [
        "CPcap", .product(name: "Captures", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CaseFiles", dependencies: ["CZlib"], swiftSettings: strict),
    .target(
      name: "Console",
      dependencies: [
        "Identity", "IdentityRecords", "Operations", "Sealing",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "JSON", package: "Core"), .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
    .target(
      name: "WatchSocket", dependencies: [.product(name: "WatchRecords", package: "Core")],
      swiftSettings: strict),
    .executableTarget(
      name: "bulkhead",
      dependencies: [
        "CTimex", "CaptureFiles", "CaseFiles", "Console", "Identity", "IdentityRecords", "LedgerFiles",
        "LiveCapture",
        "Operations",
        "Sealing", "Storage", "VendorRegistry", "WatchSocket",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Authorization", package: "Core"),
        .product(name: "Access", package: "Core"),
        .product(name: "Captures", package: "Core"), .product(name: "Engine", package: "Core"),
        .product(name: "Indicators", package: "Core"), .product(name: "Inventory", package: "Core"),
        .product(name: "JSON", package: "Core"), .product(name: "Ledger", package: "Core"),
        .product(name: "PlantSimulator", package: "Core"), .product(name: "Reports", package: "Core"),
        .product(name: "Vocabulary", package: "Core"), .product(name: "WatchRecords", package: "Core"),
      ],
      swiftSettings: strict),
    .target(
      name: "LedgerFiles",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Ledger", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
    .target(
      name: "VendorRegistry", dependencies: [.product(name: "Inventory", package: "Core")],
      swiftSettings: strict),
    .executableTarget(
      name: "LedgerDriver",
      dependencies: [
        "LedgerFiles", .product(name: "Ledger", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], path: "Tests/LedgerDriver", swiftSettings: strict),
    .target(
      name: "Sealing",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ], swiftSettings: strict),
    .target(
      name: "IdentityRecords", dependencies: [.product(name: "Vocabulary", package: "Core")],
      swiftSettings: strict),
    .target(
      name: "Storage",
      dependencies: [
        "IdentityRecords", "Sealing", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Vocabulary", package: "Core"), .product(name: "WatchRecords", package: "Core"),
      ], swiftSettings: strict),
    .target(
      name: "Identity",
      dependencies: [
        "IdentityRecords", "Sealing", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "Vocabulary", package: "Core"),
        .product(name: "X509", package: "swift-certificates"),
      ], swiftSettings: strict),
    .target(
      name: "Operations",
      dependencies: [
        "Identity", "IdentityRecords", "Sealing", .product(name: "Access", package: "Core"),
        .product(name: "Authorization", package: "Core"), .product(name: "Ledger", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
    .target(
      name: "BuiltProgram", dependencies: ["bulkhead"], path: "Tests/BuiltProgram", swiftSettings: strict),
    .testTarget(
      name: "CorpusTests",
      dependencies: [
        "BuiltProgram", "CaptureFiles", .product(name: "Captures", package: "Core"),
        .product(name: "Engine", package: "Core"), .product(name: "Inventory", package: "Core"),
        .product(name: "PlantSimulator", package: "Core"), .product(name: "Reports", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ],
      exclude: ["Tables", "parity-exceptions.txt"], swiftSettings: strict),
    .testTarget(
      name: "CaseFilesTests", dependencies: ["BuiltProgram", "CaseFiles"], swiftSettings: strict),
    .testTarget(
      name: "CaptureFilesTests",
      dependencies: [
        "CaptureFiles", .product(name: "Captures", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
    .testTarget(
      name: "LedgerFilesTests",
      dependencies: [
        "BuiltProgram", "LedgerDriver", "LedgerFiles", .product(name: "Ledger", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
    .testTarget(
      name: "LiveCaptureTests",
      dependencies: ["BuiltProgram", "CPcap", "LiveCapture", .product(name: "Vocabulary", package: "Core")],
      swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "BuiltProgram", "Console", "Identity", "IdentityRecords", "Sealing", "Storage",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Vocabulary", package: "Core"),
      ], exclude: ["wire.py"], swiftSettings: strict),
    .testTarget(
      name: "WatchSocketTests",
      dependencies: ["BuiltProgram", "WatchSocket", .product(name: "WatchRecords", package: "Core")],
      swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["bulkhead"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "BuiltProgram", "Sealing", .product(name: "PlantSimulator", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], exclude: ["Golden"], swiftSettings: strict),
    .testTarget(name: "HouseTests", swiftSettings: strict),
    .testTarget(
      name: "SealingTests",
      dependencies: ["BuiltProgram", "Sealing", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "BuiltProgram", "IdentityRecords", "Sealing", "Storage",
        .product(name: "Captures", package: "Core"), .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Engine", package: "Core"), .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "PlantSimulator", package: "Core"), .product(name: "Vocabulary", package: "Core"),
        .product(name: "WatchRecords", package: "Core"),
      ], swiftSettings: strict),
    .testTarget(
      name: "IdentityTests",
      dependencies: [
        "BuiltProgram", "Identity", "IdentityRecords", "Sealing", "Storage",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftASN1", package: "swift-asn1"), .product(name: "Vocabulary", package: "Core"),
        .product(name: "X509", package: "swift-certificates"),
      ], swiftSettings: strict),
    .testTarget(
      name: "VendorRegistryTests",
      dependencies: [
        "VendorRegistry", .product(name: "Inventory", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
