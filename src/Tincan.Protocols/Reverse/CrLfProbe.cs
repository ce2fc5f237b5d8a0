namespace Tincan.Protocols.Reverse;

/// <summary>
/// Sends CR LF after a line that was not answered for some seconds, because the server may read up to CR LF. A server that was only slow reads an additional
/// blank line. It answers with a blank line, which is skipped, or closes, and the client connects again.
/// </summary>
internal sealed class CrLfProbe(ReverseConnection connection, AnswerEvidence evidence, Action<string> notice)
{
    /// <summary>An answer within this time is an answer to the CR LF.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Sends CR LF, and keeps to it if the server answers.</summary>
    /// <param name="silence">How long the server has been silent.</param>
    /// <param name="cancel">Cancels the probe.</param>
    public async ValueTask RunAsync(TimeSpan silence, CancellationToken cancel)
    {
        notice($"received nothing for {silence.TotalSeconds:0} s: sending CR LF, in case the server waits for that");
        connection.Sending = Dialect.CrLf;
        connection.EndLine();
        await connection.FlushAsync(cancel);

        // The earlier LF is then a part of the line, and comes back before the answer.
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
