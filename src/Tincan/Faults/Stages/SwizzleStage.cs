namespace Tincan.Faults;

internal sealed class SwizzleStage : FaultStage
{
    private bool _isStopped;

    public SwizzleStage(StageContext context)
        : base(context)
    {
        if (context.IsConnectionChosen)
        {
            context.Entry.Swizzler!.Add(context.Lane.Link, this);
        }
    }

    public void Stop()
    {
        if (!IsHealed)
        {
            _isStopped = true;
            Tell(Context.Lane.Offset, "stopped");
        }
    }

    public void GoOn()
    {
        if (_isStopped)
        {
            _isStopped = false;
            Tell(Context.Lane.Offset, "goes on");
            LetAll();
        }
    }

    protected override void Met(Chunk chunk) => Let(chunk, _isStopped ? Never : Now);

    protected override void Missed(Chunk chunk) => Met(chunk);

    protected override void Ended(Chunk chunk) => Met(chunk);
}
