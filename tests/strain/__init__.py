"""The service under strain, at length: contract, kills, hostile queries; short runs are in the tests."""
