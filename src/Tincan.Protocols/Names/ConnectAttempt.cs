namespace Tincan.Protocols.Names;

/// <summary>
/// An attempt to connect to a table server. It goes on when its question has ended: the server may already have accepted it, and many servers accept only
/// once. The next question takes it over. Guarded by the lock of its <see cref="Upstream"/>.
/// </summary>
/// <param name="question">The question that the connection is for.</param>
/// <param name="asking">The dialect in which it is asked; null for the usual one.</param>
internal sealed class ConnectAttempt(Question question, Dialect? asking)
{
    /// <summary>The question that the connection is for. It may have ended.</summary>
    public Question Question { get; set; } = question;

    /// <summary>The dialect in which it is asked; null for the usual one.</summary>
    public Dialect? Asking { get; set; } = asking;
}
