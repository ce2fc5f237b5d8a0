namespace Tincan.Protocols.Send;

/// <summary>What came of a <c>send</c> that ended with the server's FIN.</summary>
/// <param name="Received">How many bytes the server sent.</param>
/// <param name="IsAllSent">Whether the server read everything that there was to send. False when it closed with lines still on their way.</param>
public readonly record struct SendOutcome(long Received, bool IsAllSent);
