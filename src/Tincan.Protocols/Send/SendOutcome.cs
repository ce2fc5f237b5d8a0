namespace Tincan.Protocols.Send;

/// <summary>The result of a <c>send</c> that ended with the server's FIN.</summary>
/// <param name="Received">The number of bytes received.</param>
/// <param name="IsAllSent">False if the server closed before it had received all lines.</param>
public readonly record struct SendOutcome(long Received, bool IsAllSent);
