using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

/// <summary>What does a fault to one direction of a connection.</summary>
internal static class FaultStages
{
    /// <summary>Begins to do it; null if it is done to no bytes. What a <see cref="Swizzler"/> does, it begins itself.</summary>
    public static FaultStage? Begin(Fault fault, StageContext context) => fault switch
    {
        DelayFault delay => new DelayStage(context, delay),
        ThrottleFault throttle => new ThrottleStage(context, throttle),
        SplitFault split => new SplitStage(context, split),
        GlueFault glue => new GlueStage(context, glue),
        HalfCloseFault halfClose => new EndingStage(context, halfClose),
        CloseAfterFault closeAfter => new EndingStage(context, closeAfter),
        ResetAfterFault resetAfter => new EndingStage(context, resetAfter),
        StallFault stall => new StallStage(context, stall),
        LateFault late => new LateStage(context, late),
        MuteFault => new MuteStage(context),
        DuplicateFault => new DuplicateStage(context),
        SlowReaderFault slowReader => new SlowReaderStage(context, slowReader),
        CorruptFault corrupt => new CorruptStage(context, corrupt),
        RefuseFault => null,
        _ => throw new NotSupportedException($"nothing does {fault.Name}"),
    };
}
