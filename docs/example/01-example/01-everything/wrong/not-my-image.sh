# Made late, so it begins at the step.
# check: project
# found: names yours, `ferry:1`
# from: compose
printf 'services:\n  web:\n    image: nginx\n    ports: ["8081:80"]\n' > ferry/compose.yaml
docker compose --project-directory ferry up -d
