namespace Tincan.Faults;

internal sealed class DuplicateStage(StageContext context) : FaultStage(context)
{
    /// <summary>A longer message is not sent twice: it would fill the window.</summary>
    private const int MaxMessage = FaultLane.Limit / 4;

    private readonly List<byte> _message = [];
    private bool _isTooLong;

    protected override void Met(Chunk chunk)
    {
        Let(chunk, Now);
        _isTooLong |= _message.Count + chunk.Bytes.Length > MaxMessage;
        if (!_isTooLong)
        {
            _message.AddRange(chunk.Bytes.Span);
        }

        if (!chunk.EndsMessage)
        {
            return;
        }

        if (!_isTooLong)
        {
            Tell(chunk.Offset + chunk.Bytes.Length, $"message {chunk.Message} comes again");
            Let(chunk with { Bytes = _message.ToArray(), Within = 0, EndsSegment = true }, Now);
        }

        _isTooLong = false;
        _message.Clear();
    }
}
