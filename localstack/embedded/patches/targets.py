"""The modules of MiniStack that are corrected."""

APP = "ministack.app"
STEP_FUNCTIONS = "ministack.services.stepfunctions"
LAMBDA = "ministack.services.lambda_svc"
LAMBDA_RUNTIME = "ministack.core.lambda_runtime"
S3 = "ministack.services.s3"
