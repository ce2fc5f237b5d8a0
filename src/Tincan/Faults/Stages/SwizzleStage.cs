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

    /// <summary>Its turn to go on comes.</summary>
    public override bool IsStuck => false;

    public override void Heal()
    {
        _isStopped = false;
        base.Heal();
    }

    public void Stop()
    {
        if (!IsHealed && Gate.IsMet)
        {
            _isStopped = true;
            Gate.Begin();
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
