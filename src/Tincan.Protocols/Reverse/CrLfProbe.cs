namespace Tincan.Protocols.Reverse;

/// <summary>
/// Sends CR LF after a line that a server has left unanswered for some seconds, because it may read up to CR LF. A server that was only slow reads a blank line
/// more, and answers that with a blank line, which is skipped, or closes, and is connected to again.
/// </summary>
internal sealed class CrLfProbe(ReverseConnection connection, AnswerEvidence evidence, Action<string> notice)
{
    /// <summary>How long an answer may take that is one to the CR LF.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Sends CR LF, and goes on with it if the server answers.</summary>
    /// <param name="silence">How long nothing had come.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask RunAsync(TimeSpan silence, CancellationToken cancel)
    {
        notice(string.Create(CultureInfo.InvariantCulture, $"nothing has come for {silence.TotalSeconds:0} s: sending CR LF, in case the server waits for that"));
        connection.Sending = Dialect.CrLf;
        connection.EndLine();
        await connection.FlushAsync(cancel);

        // The LF that was sent before is a part of the line then, and comes back before the answer.
        evidence.LastWasBare = true;
        if (await connection.ReceiveAsync(Soon, cancel) || !connection.Pending.IsEmpty)
        {
            notice("the server answered after CR LF: ending lines with it from there on");
        }
        else if (!connection.HasEnded)
        {
            connection.Sending = Dialect.Lf;
            notice("nothing came after CR LF either: if the server waits for another line end, try --dialect nul or raw");
        }
    }
}
